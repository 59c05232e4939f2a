package io.authwatch.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns away, before anything looks at it, what no client of ours sends. */
@Singleton
class Gate {
    /** Before authentication, which is at 200: what a path means must be plain before anybody decides on it. */
    private static final int BEFORE_AUTHENTICATION = 400;
    /** After authorisation, which is at 100. */
    private static final int AFTER_AUTHORISATION = 50;

    /** Ways to write one path so that two programs read two (CVE-2023-4853, CVE-2026-39852, CVE-2026-50559). */
    private static final List<String> AMBIGUOUS =
            List.of(";", "\\", "//", "/./", "/../", "%2f", "%5c", "%3b", "%2e", "%25", "%00");

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    void register(@Observes Filters filters) {
        filters.register(Gate::plainPath, BEFORE_AUTHENTICATION);
        filters.register(Gate::ownOrigin, AFTER_AUTHORISATION);
    }

    private static void plainPath(RoutingContext context) {
        if (isPlain(context.request().uri())) {
            context.next();
        } else {
            Failure.end(context, 400, "the path is ambiguous; expected plain segments, such as /api/events");
        }
    }

    /** Whether the path of a request target can be read in one way only. */
    static boolean isPlain(String uri) {
        int query = uri.indexOf('?');
        String path = (query < 0 ? uri : uri.substring(0, query)).toLowerCase(Locale.ROOT);
        boolean printable = path.chars().allMatch(c -> c > ' ' && c < 0x7f);
        boolean dots = path.endsWith("/.") || path.endsWith("/..");
        return path.startsWith("/") && printable && !dots && AMBIGUOUS.stream().noneMatch(path::contains);
    }

    /** A browser sends the password with whatever page made it ask: only our own page may change something. */
    private static void ownOrigin(RoutingContext context) {
        HttpServerRequest request = context.request();
        String site = request.getHeader("Sec-Fetch-Site");
        boolean foreign = site != null && !site.equals("same-origin") && !site.equals("none");
        if (!READING.contains(request.method())
                && (foreign || !isOwn(request.getHeader(HttpHeaders.ORIGIN), request.getHeader(HttpHeaders.HOST)))) {
            Failure.end(context, 403, "another site's page asked for this; expected a request of our own page");
        } else {
            context.next();
        }
    }

    private static boolean isOwn(@Nullable String origin, @Nullable String host) {
        if (origin == null) {
            return true;
        }
        try {
            return host != null && host.equalsIgnoreCase(new URI(origin).getAuthority());
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
