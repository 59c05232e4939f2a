package io.authwatch.ops;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** How far each tailed file is behind, by path: paths come from the settings, so they are few and say no secret. */
final class FileLags {
    private static final int FILES_MAX = 200;

    private final ConcurrentHashMap<String, AtomicLong> lags = new ConcurrentHashMap<>();
    private final Series series;

    FileLags(Series series) {
        this.series = series;
    }

    void set(String path, long octets) {
        AtomicLong lag = lags.get(path);
        if (lag == null && lags.size() < FILES_MAX) {
            lag = lags.computeIfAbsent(path, series::fileLag);
        }
        if (lag != null) {
            lag.set(octets);
        }
    }
}
