package io.authwatch.config;

import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/**
 * A kind of value: how its text is read, and how a person is told what was expected. Reading never quotes the text: a
 * secret may stand in it.
 *
 * @param <T> what the text becomes
 */
abstract class Kind<T> implements Converter<T> {
    private static final long serialVersionUID = 1;

    private final String noun;
    private final String expected;

    /**
     * A kind of value.
     *
     * @param noun its name without an article, for "… is no port"
     * @param expected what is expected, with an article and an example
     */
    Kind(String noun, String expected) {
        this.noun = noun;
        this.expected = expected;
    }

    /**
     * The value of a text, or null if the text has none. Each kind says its own type here, because SmallRye Config looks
     * at it.
     */
    @Override
    public abstract @Nullable T convert(String written);

    /** Whether the text must not be shown. */
    boolean secret() {
        return false;
    }

    String noun() {
        return noun;
    }

    String expected() {
        return expected;
    }
}
