package io.authwatch.auth;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a recogniser found in a text: a value, or nothing, for each {@link Field#recognised() recognised} field. */
public final class Attributes {
    /** Nothing found. */
    public static final Attributes NONE = new Attributes(new @Nullable String[Field.count()]);

    private final @Nullable String[] values;

    /** Takes the array over, one place a field. */
    Attributes(@Nullable String[] values) {
        this.values = values;
    }

    /** Attributes that hold one value. */
    public static Attributes of(Field field, String value) {
        return NONE.with(field, value);
    }

    /** A copy that holds {@code value} for {@code field}; null removes it. */
    public Attributes with(Field field, @Nullable String value) {
        if (!field.recognised()) {
            throw new IllegalArgumentException(field + " is no recognised field");
        }
        @Nullable String[] copy = values.clone();
        copy[field.ordinal()] = value;
        return new Attributes(copy);
    }

    /** The value, or null. */
    public @Nullable String get(Field field) {
        return values[field.ordinal()];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Attributes attributes && Arrays.equals(values, attributes.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null) {
                text.append(text.length() > 1 ? ", " : "")
                        .append(Field.of(i).label())
                        .append('=')
                        .append(values[i]);
            }
        }
        return text.append('}').toString();
    }
}
