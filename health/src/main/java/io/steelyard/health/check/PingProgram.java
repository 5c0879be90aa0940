package io.steelyard.health.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The system's own {@code ping}, run once per probe. Java has no way to an ICMP socket, and the program brings the right
 * to one with it: see docs/decisions/0010-icmp-by-the-systems-ping.md.
 *
 * <p>Processes are started on threads of its own, which end when idle; at most {@link #MAX_AT_ONCE} run at once, and each
 * is ended when its time is over. Thread-safe.
 */
final class PingProgram {
    static final int MAX_AT_ONCE = 256;

    private static final int MAX_WAITING = 4096;
    private static final int STARTERS = 2;
    private static final int MAX_OUTPUT = 4096;
    private static final Duration TRIAL = Duration.ofSeconds(3);

    private final List<Path> folders;
    private final Semaphore slots = new Semaphore(MAX_AT_ONCE);
    private final ThreadPoolExecutor starters;

    /** How one run ended. {@code exit} is negative where it was not to be had in time. */
    record Run(int exit, String output) {
        static final Run TOO_LATE = new Run(-1, "");

        /** Its time was over before its turn came: as many ran as may. */
        static final Run NO_TURN = new Run(-2, "");
    }

    /** @param folders where the program is looked for, the first one that has it wins */
    PingProgram(List<Path> folders) {
        this.folders = List.copyOf(folders);
        this.starters = new ThreadPoolExecutor(
                STARTERS, STARTERS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING), task -> {
                    Thread thread = new Thread(task, "health-ping");
                    thread.setDaemon(true);
                    return thread;
                });
        starters.allowCoreThreadTimeOut(true);
    }

    /** Where systems keep it. */
    static PingProgram ofTheSystem() {
        return new PingProgram(List.of(Path.of("/usr/bin"), Path.of("/bin"), Path.of("/usr/sbin"), Path.of("/sbin")));
    }

    /** The command that asks this address once; {@code ping} itself gives up after the time, in whole seconds. */
    List<String> command(InetAddress address, Duration timeout) {
        long seconds = Math.max(1, timeout.plusMillis(999).toSeconds());
        String family = address instanceof Inet6Address ? "-6" : "-4";
        return List.of(
                file().toString(), family, "-n", "-c", "1", "-W", Long.toString(seconds), address.getHostAddress());
    }

    /**
     * Whether it can ask at all; tries it on this machine. Blocks for as long as that takes, three seconds at most.
     *
     * @return what is in the way, with what to do about it; empty when nothing is
     */
    String obstacle() {
        Path file = file();
        if (!Files.isExecutable(file)) {
            return "an icmp check needs the program ping, which is not installed here: install the package"
                    + " iputils-ping, or choose another type of check";
        }
        List<String> command = command(InetAddress.getLoopbackAddress(), Duration.ofSeconds(1));
        try {
            Process process = start(command);
            if (!process.waitFor(TRIAL.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return ""; // it asked
            }
            String output = output(process);
            boolean asked = process.exitValue() <= PingAnswer.NOT_ANSWERED || output.contains("unreachable");
            return asked ? "" : notAllowed(PingAnswer.complaint(output));
        } catch (IOException e) {
            return notAllowed(Words.excerpt(String.valueOf(e.getMessage()), 200));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private String notAllowed(String complaint) {
        return "an icmp check cannot be made here, ping says '" + complaint + "': allow it with 'sysctl"
                + " net.ipv4.ping_group_range=\"0 2147483647\"' or 'setcap cap_net_raw+ep " + file()
                + "', or choose another type of check";
    }

    /** Runs this command; completes with {@link Run#TOO_LATE} or {@link Run#NO_TURN} when the time is over, and fails where it cannot start. */
    CompletionStage<Run> run(List<String> command, Duration timeout) {
        CompletableFuture<Run> done = new CompletableFuture<>();
        done.completeOnTimeout(Run.TOO_LATE, timeout.toMillis(), TimeUnit.MILLISECONDS);
        AtomicBoolean begun = new AtomicBoolean();
        try {
            starters.execute(() -> begin(command, begun, done));
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(new IOException(MAX_WAITING + " pings are waiting already", e));
        }
        return done.thenApply(run -> run.equals(Run.TOO_LATE) && !begun.get() ? Run.NO_TURN : run);
    }

    private void begin(List<String> command, AtomicBoolean begun, CompletableFuture<Run> done) {
        slots.acquireUninterruptibly();
        if (done.isDone()) {
            slots.release();
            return;
        }
        try {
            begun.set(true);
            Process process = start(command);
            process.onExit().whenComplete((ended, failure) -> {
                slots.release();
                end(process, done);
            });
            done.whenComplete((run, failure) -> process.destroyForcibly());
        } catch (IOException e) {
            slots.release();
            done.completeExceptionally(e);
        }
    }

    private static void end(Process process, CompletableFuture<Run> done) {
        try {
            done.complete(new Run(process.exitValue(), output(process)));
        } catch (UncheckedIOException e) {
            done.completeExceptionally(e);
        }
    }

    private static Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().clear();
        builder.environment().put("LC_ALL", "C"); // its words are read
        return builder.start();
    }

    /** What an ended process said, as far as it is of interest. */
    private static String output(Process process) {
        try (InputStream in = process.getInputStream()) {
            return new String(in.readNBytes(MAX_OUTPUT), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file() {
        return folders.stream()
                .map(folder -> folder.resolve("ping"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(folders.get(0).resolve("ping"));
    }
}
