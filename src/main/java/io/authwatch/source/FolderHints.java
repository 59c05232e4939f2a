package io.authwatch.source;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Ends the pauses of those who poll a folder as soon as something is written there. No more than a hint, by inotify where
 * the kernel grants it: polling finds everything without it, only later. Any thread.
 */
public final class FolderHints implements AutoCloseable {
    private static final int FOLDERS_MAX = 256;
    /** A busy folder costs so many looks, not one for each line that is written there. */
    private static final Duration EVERY = Duration.ofMillis(25);

    private final Map<WatchKey, Set<Waker>> watched = new ConcurrentHashMap<>();
    private final @Nullable WatchService service;
    private final @Nullable Thread thread;

    private FolderHints(@Nullable WatchService service) {
        this.service = service;
        this.thread = service == null ? null : new Thread(() -> run(service), "folder hints");
        if (thread != null) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** With a watch of the kernel's, or without if it grants none. */
    public static FolderHints open() {
        try {
            return new FolderHints(FileSystems.getDefault().newWatchService());
        } catch (IOException | UnsupportedOperationException none) {
            return none();
        }
    }

    /** That never hints. */
    public static FolderHints none() {
        return new FolderHints(null);
    }

    /** Wakes {@code waker} from now on; said again from time to time, for the folder may have been replaced. */
    void watch(Path folder, Waker waker) {
        if (service == null) {
            return;
        }
        try {
            WatchKey key = folder.register(service, ENTRY_CREATE, ENTRY_MODIFY);
            if (watched.containsKey(key) || watched.size() < FOLDERS_MAX) {
                watched.computeIfAbsent(key, added -> ConcurrentHashMap.newKeySet())
                        .add(waker);
            } else {
                key.cancel();
            }
        } catch (IOException | ClosedWatchServiceException noHintThen) {
            return;
        }
    }

    private void run(WatchService events) {
        try {
            while (true) {
                WatchKey key = events.take();
                key.pollEvents();
                watched.getOrDefault(key, Set.of()).forEach(Waker::wake);
                if (!key.reset()) {
                    watched.remove(key);
                }
                Thread.sleep(EVERY.toMillis());
            }
        } catch (InterruptedException | ClosedWatchServiceException closed) {
            watched.clear();
        }
    }

    @Override
    public void close() {
        if (service == null || thread == null) {
            return;
        }
        thread.interrupt();
        try {
            service.close();
        } catch (IOException nothingToDoAboutIt) {
            watched.clear();
        }
    }
}
