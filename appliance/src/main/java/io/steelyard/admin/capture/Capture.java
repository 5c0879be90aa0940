package io.steelyard.admin.capture;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponseWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One capture under way: a program that is started here and is ended here, whatever happens. Used by one thread. */
final class Capture implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Capture.class);
    private static final int MOST_WORDS = 2000;
    private static final int GRACE_SECONDS = 3;

    private final Process process;
    private final List<ScheduledFuture<?>> ends;

    private Capture(Process process, List<ScheduledFuture<?>> ends) {
        this.process = process;
        this.ends = ends;
    }

    static Capture start(List<String> command, long seconds, ScheduledExecutorService timer) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        Process process = builder.start();
        process.getOutputStream().close();
        return new Capture(
                process,
                List.of(
                        timer.schedule(process::destroy, seconds, TimeUnit.SECONDS),
                        timer.schedule(process::destroyForcibly, seconds + GRACE_SECONDS, TimeUnit.SECONDS)));
    }

    /** The file as it comes, once its head is there; null where the program ended without one. */
    @Nullable
    PcapReader file() throws IOException {
        return PcapReader.begin(process.getInputStream());
    }

    /** What the program said in place of capturing: its last line. */
    String complaint() throws IOException {
        byte[] said = process.getErrorStream().readNBytes(MOST_WORDS);
        String words = new String(said, StandardCharsets.UTF_8).strip();
        String last = words.substring(words.lastIndexOf('\n') + 1).replaceAll("\\p{C}", "?");
        return last.isEmpty() ? "it ended without a word" : last;
    }

    /** Passes packets on until there are no more, there is no more room, or nobody takes them any more. */
    void copy(PcapReader file, long mostBytes, HttpResponseWriter out) {
        try {
            long left = mostBytes - file.head().length;
            boolean open = out.tryWrite(HttpData.wrap(file.head()));
            while (open) {
                byte[] packet = file.next();
                if (packet == null || packet.length > left) {
                    break;
                }
                left -= packet.length;
                open = out.tryWrite(HttpData.wrap(packet));
                out.whenConsumed().join();
            }
        } catch (IOException e) {
            LOG.debug("a capture ended in the middle", e);
        } catch (CompletionException e) {
            LOG.debug("nobody takes the capture any more", e);
        }
        out.close();
    }

    @Override
    public void close() {
        ends.forEach(end -> end.cancel(false));
        process.destroyForcibly();
    }
}
