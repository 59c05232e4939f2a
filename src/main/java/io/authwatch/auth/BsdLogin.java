package io.authwatch.auth;

import static io.authwatch.auth.AuthAction.LOGIN;
import static io.authwatch.auth.Outcome.FAILURE;
import static io.authwatch.auth.Outcome.SUCCESS;

import java.util.ArrayList;
import java.util.List;

/**
 * login of FreeBSD 8 to 14, NetBSD 9 and OpenBSD 6 to 7 (usr.bin/login/login.c, login_fbtab.c): the peer or the terminal
 * stands before the name.
 */
final class BsdLogin {
    static final List<Shape> SHAPES = shapes();

    private BsdLogin() {}

    private static List<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>();
        for (String word : List.of("LOGIN FAILURE", "LOGIN FAILURES")) {
            String name = word.endsWith("S") ? "bsd-failures" : "bsd-failure";
            // An empty name, whose blank goes with the end of the line.
            shapes.add(refused(name + "-from-nameless", "{count} " + word + " FROM {source},"));
            shapes.add(refused(name + "-nameless", "{count} " + word + " ON {tty},"));
            // Said twice, and the second time with the name, to authpriv alone.
            shapes.add(refused(name + "-from", "{#} " + word + " FROM {source}").twin());
            shapes.add(refused(name + "-from-named", "{count} " + word + " FROM {source}, {user*}"));
            shapes.add(refused(name, "{#} " + word + " ON {tty}").twin());
            shapes.add(refused(name + "-named", "{count} " + word + " ON {tty}, {user*}"));
        }
        shapes.add(Shape.of("bsd-root", LOGIN, SUCCESS, "ROOT LOGIN ({user}) ON {tty}"));
        shapes.add(Shape.of("bsd-root-from", LOGIN, SUCCESS, "ROOT LOGIN ({user}) ON {tty} FROM {source}"));
        shapes.add(Shape.of("bsd-user", LOGIN, SUCCESS, "login on {tty} as {user}"));
        shapes.add(Shape.of("bsd-user-from", LOGIN, SUCCESS, "login from {source} on {tty} as {user}"));
        shapes.add(refused("bsd-refused", "LOGIN {user} REFUSED ON TTY {tty}").because("not-allowed"));
        shapes.add(refused("bsd-refused-from", "LOGIN {user} REFUSED FROM {source} ON TTY {tty}")
                .because("not-allowed"));
        return List.copyOf(shapes);
    }

    private static Shape refused(String name, String template) {
        return Shape.of(name, LOGIN, FAILURE, template).because("bad-credentials");
    }
}
