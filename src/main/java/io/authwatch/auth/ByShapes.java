package io.authwatch.auth;

import io.authwatch.syslog.SyslogMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * A recogniser whose program writes nothing that its shapes cannot tell.
 *
 * @param name its name
 * @param programs the names of the programs
 * @param shapes what they write
 */
record ByShapes(String name, List<String> programs, Shapes shapes) implements Recogniser {
    @SafeVarargs
    static Recogniser of(String name, List<String> programs, List<Shape>... shapes) {
        return new ByShapes(name, programs, Shapes.of(shapes));
    }

    @Override
    public void recognise(SyslogMessage message, AuthView view) {
        shapes.read(view.octets(), view.textFrom(), view.textTo(), view);
    }

    /** The shapes, and each that quotes a name a second time in the older quotes, {@code `eve'}. */
    static List<Shape> inBothQuotes(List<Shape> shapes) {
        List<Shape> both = new ArrayList<>();
        for (Shape shape : shapes) {
            both.add(shape);
            String text = shape.template().toString();
            if (text.contains("'{")) {
                both.add(shape.alsoAs(shape.name() + "-old", text.replace(" '", " `")));
            }
        }
        return both;
    }
}
