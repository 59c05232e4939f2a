package io.authwatch.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A disk of its own: ext4 in a file, on a loop device. It can be full, read only, and without power from one moment to
 * the next. Mounted in a mount namespace that one process holds open, which ends with this JVM: then the mount goes, and
 * the loop device with it.
 *
 * <p>The power is cut by ext4's own shutdown (FS_IOC_SHUTDOWN without a flush of its log): from then on every write and
 * fsync fails, and what was written and not made durable is gone after {@link #restorePower}. An fsync that is under way
 * at that moment may return success all the same (a bare append and fdatasync loses its last record so in one cut of
 * five), which a machine without power has no time for: so whoever uses the disk is stopped first.
 */
public final class LoopDisk implements AutoCloseable {
    private static final Duration COMMAND_MAX = Duration.ofSeconds(30);

    /** EXT4_IOC_SHUTDOWN, which is FS_IOC_SHUTDOWN: {@code _IOR('X', 125, __u32)}; 2 is FSOP_GOING_FLAGS_NOLOGFLUSH. */
    private static final String CUT = "use Fcntl; my ($user, $place) = @ARGV;"
            + " sysopen(my $disk, $place, O_RDONLY) or die \"open: $!\"; my $how = pack('I', 2);"
            + " kill('STOP', $user) or die \"stop: $!\"; ioctl($disk, 0x8004587d, $how) or die \"ioctl: $!\"";

    private final Program holder;
    private final Path image;
    private final Path mount;

    private LoopDisk(Program holder, Path image, Path mount) {
        this.holder = holder;
        this.image = image;
        this.mount = mount;
    }

    /**
     * Makes a disk and mounts it.
     *
     * @param directory where its image and its mount point lie
     * @param mebibytes its size
     * @param options of mkfs.ext4, such as {@code -N 64} for so many inodes
     */
    public static LoopDisk start(Path directory, int mebibytes, String... options) {
        Peers.root("loop devices and mounts");
        Path unshare = Peers.program("unshare", "util-linux");
        Path image = directory.resolve("disk.img");
        Path mount = directory.resolve("disk");
        make(image, mount, mebibytes, options);
        Program holder = Program.start(
                "disk",
                new ProcessBuilder(unshare.toString(), "--mount", "--propagation", "private", "sh", "-c", HOLD));
        holder.await("disk", () -> holder.lines().contains("ready") || !holder.alive(), COMMAND_MAX);
        LoopDisk disk = new LoopDisk(holder, image, mount);
        Program.Finished mounted = holder.alive() ? disk.run(disk.mountCommand()) : holder.finished(COMMAND_MAX);
        if (mounted.code() != 0) {
            holder.close();
            Peers.missing("no loop device can be mounted here: " + mounted.text());
        }
        return disk;
    }

    /** Ends with its standard input, which ends with this JVM. */
    private static final String HOLD = "echo ready; read end";

    private static void make(Path image, Path mount, int mebibytes, String... options) {
        List<String> command =
                new ArrayList<>(List.of(Peers.program("mkfs.ext4", "e2fsprogs").toString(), "-q", "-F", "-m", "0"));
        command.addAll(List.of(options));
        command.addAll(List.of(image.toString(), mebibytes + "M"));
        try {
            Files.createDirectories(mount);
            Files.deleteIfExists(image);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        succeed(Program.run("mkfs.ext4", new ProcessBuilder(command), COMMAND_MAX));
    }

    private String[] mountCommand() {
        return new String[] {"mount", "-o", "loop", image.toString(), mount.toString()};
    }

    /** The words to begin a command with that is to see the disk. */
    public List<String> inside() {
        return inside(Path.of("").toAbsolutePath());
    }

    /** The same, in another working directory than that of this JVM. */
    public List<String> inside(Path directory) {
        return List.of("nsenter", "--mount=/proc/" + holder.pid() + "/ns/mnt", "--wd=" + directory, "--");
    }

    /** Where the disk is, for commands that see it. */
    public Path path() {
        return mount;
    }

    /** Runs a command that sees the disk. */
    public Program.Finished run(String... command) {
        List<String> words = new ArrayList<>(inside());
        words.addAll(List.of(command));
        return Program.run(command[0], new ProcessBuilder(words), COMMAND_MAX);
    }

    /**
     * Fills the disk to the last block.
     *
     * @param user the process that uses it: it rests meanwhile, or the filler would take the room too that it gives back as
     *     soon as it finds none
     */
    public void fill(long user) {
        // dd ends with an error when the disk is full, which is the aim; small blocks take what large ones leave.
        String filler = "dd if=/dev/zero of=" + mount + "/filler-$size bs=$size";
        succeed(run("sh", "-c", "kill -STOP $0; for size in 1M 4k; do " + filler + "; done; kill -CONT $0", user + ""));
    }

    /** Takes all inodes: no file can be made any more. */
    public void fillInodes() {
        run("sh", "-c", "n=0; while : > " + mount + "/empty-$n; do n=$((n+1)); done");
    }

    /** Gives back what {@link #fill} took. */
    public void free() {
        succeed(run("sh", "-c", "rm -f " + mount + "/filler-*"));
    }

    /** Octets that are free. */
    public long freeOctets() {
        Program.Finished answer = run("stat", "--file-system", "--format=%a %S", mount.toString());
        String[] words = answer.text().strip().split(" ");
        return Long.parseLong(words[0]) * Long.parseLong(words[1]);
    }

    /**
     * Cuts the power: nothing more reaches the disk.
     *
     * @param user the process that uses it: stopped at this moment, and to be killed, for it never goes on
     */
    public void cutPower(long user) {
        Peers.program("perl", "perl-base");
        succeed(run("perl", "-e", CUT, Long.toString(user), mount.toString()));
    }

    /** Mounts the disk again, as a start of the machine does. Nobody may use it meanwhile. */
    public void restorePower() {
        succeed(run("umount", mount.toString()));
        succeed(run(mountCommand()));
    }

    /** Mounts the disk read only, or writable again. Nobody may write to it meanwhile. */
    public void readOnly(boolean readOnly) {
        succeed(run("mount", "-o", "remount," + (readOnly ? "ro" : "rw"), mount.toString()));
    }

    /**
     * The file system finds itself damaged and lets nobody write any more, as {@code errors=remount-ro} asks of a disk that was
     * made with {@code -e remount-ro}; {@link #restorePower} mounts it again once nobody uses it.
     */
    public void turnReadOnly() {
        String device =
                run("findmnt", "-n", "-o", "SOURCE", mount.toString()).text().strip();
        String trigger = "/sys/fs/ext4/" + Path.of(device).getFileName() + "/trigger_fs_error";
        succeed(run("sh", "-c", "echo 1 > " + trigger));
    }

    /** Whether ext4 finds nothing to complain about, once the log is replayed; mounts the disk again. */
    public String check() {
        succeed(run("umount", mount.toString()));
        Program.Finished checked = run(Peers.program("e2fsck", "e2fsprogs").toString(), "-f", "-n", image.toString());
        succeed(run(mountCommand()));
        return checked.code() == 0 ? "" : checked.text();
    }

    private static void succeed(Program.Finished finished) {
        if (finished.code() != 0) {
            throw new IllegalStateException("exit code " + finished.code() + ": " + finished.text());
        }
    }

    @Override
    public void close() {
        run("umount", "--lazy", mount.toString());
        holder.close();
    }
}
