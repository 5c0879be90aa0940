package io.steelyard.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** The stack traces that are logged while it is open: whatever a client or a real server does, there must be none. */
public final class LogTraces implements AutoCloseable {
    private final List<ILoggingEvent> traces = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getThrowableProxy() != null) {
                traces.add(event);
            }
        }
    };

    private LogTraces() {}

    public static LogTraces watch() {
        LogTraces watching = new LogTraces();
        watching.appender.start();
        root().addAppender(watching.appender);
        return watching;
    }

    public void assertNone() {
        assertThat(traces).as("stack traces in the log").isEmpty();
    }

    @Override
    public void close() {
        root().detachAppender(appender);
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    }
}
