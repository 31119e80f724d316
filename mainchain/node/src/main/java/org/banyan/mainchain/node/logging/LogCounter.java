package org.banyan.mainchain.node.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.Locale;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** Tells the level of each event that is logged, until it is closed. */
public final class LogCounter extends UnsynchronizedAppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Consumer<String> level;

    private LogCounter(Consumer<String> level) {
        this.level = level;
    }

    /** @param level takes words such as {@code warn}, from any thread */
    public static LogCounter attach(Consumer<String> level) {
        LogCounter counter = new LogCounter(level);
        counter.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        counter.start();
        root().addAppender(counter);
        return counter;
    }

    private static Logger root() {
        return ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @Override
    protected void append(ILoggingEvent event) {
        level.accept(event.getLevel().toString().toLowerCase(Locale.ROOT));
    }

    @Override
    public void close() {
        root().detachAppender(this);
        stop();
    }
}
