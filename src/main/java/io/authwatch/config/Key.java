package io.authwatch.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.common.utils.StringUtil;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One key of {@link AuthwatchConfig}, as its method declares it.
 *
 * @param name such as {@code authwatch.udp.port}
 * @param kind how its value, or each of its values, is read
 * @param list whether it has several values
 * @param fallback its default, or null
 * @param range its range, or null
 */
record Key(
        String name,
        Kind<?> kind,
        boolean list,
        @Nullable String fallback,
        @Nullable Range range) {
    private static final List<Key> ALL = List.copyOf(keys(
            AuthwatchConfig.class,
            AuthwatchConfig.class.getAnnotation(ConfigMapping.class).prefix()));

    /** Every key, by name. */
    static List<Key> all() {
        return ALL;
    }

    /** The environment variable of a key. */
    static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** The environment variable. */
    String variable() {
        return variable(name);
    }

    /** What is expected, with the range. */
    String expected() {
        return range == null
                ? kind.expected()
                : kind.expected() + (kind.expected().contains(" or ") ? ", " : " ") + "from " + range.from() + " to "
                        + range.to();
    }

    /** Whether a value of this key's kind is outside of its range. */
    boolean outOfRange(Object value) {
        return range != null && (compare(value, range.from()) < 0 || compare(value, range.to()) > 0);
    }

    @SuppressWarnings("unchecked") // Both are of the key's kind, and only kinds with an order have a range.
    private int compare(Object value, String end) {
        return ((Comparable<Object>) value).compareTo(Objects.requireNonNull(kind.convert(end)));
    }

    private static List<Key> keys(Class<?> group, String prefix) {
        List<Key> keys = new ArrayList<>();
        for (Method method : group.getMethods()) {
            String name = prefix + "." + StringUtil.skewer(method.getName());
            Class<?> type = method.getReturnType();
            if (type.isInterface() && type.getPackage() == AuthwatchConfig.class.getPackage()) {
                keys.addAll(keys(type, name));
            } else if (type != Map.class) { // see RecipientKeys
                keys.add(of(method, name));
            }
        }
        keys.sort(Comparator.comparing(Key::name));
        return keys;
    }

    private static Key of(Method method, String name) {
        boolean list = false;
        AnnotatedType type = method.getAnnotatedReturnType();
        while (type instanceof AnnotatedParameterizedType outer) {
            list |= method.getGenericReturnType().getTypeName().contains(List.class.getName() + "<");
            type = outer.getAnnotatedActualTypeArguments()[0];
        }
        WithConverter here = method.getAnnotation(WithConverter.class);
        WithConverter converter = here != null ? here : type.getAnnotation(WithConverter.class);
        WithDefault fallback = method.getAnnotation(WithDefault.class);
        return new Key(
                name,
                kind(converter),
                list,
                fallback == null ? null : fallback.value(),
                Range.of(method.getAnnotation(Between.class)));
    }

    private static Kind<?> kind(WithConverter converter) {
        try {
            return (Kind<?>) converter.value().getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(converter.value() + " is no kind", e);
        }
    }
}
