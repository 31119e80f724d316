package org.banyan.mainchain.node.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;

/** Sets the log up: level and form are settings, and both go to standard error, which leaves standard output to results. */
public final class LogSetup {
    private static final String TEXT = "%d{HH:mm:ss.SSS} %-5level %logger{0}  %msg%n%ex{full}";

    /** On a terminal a line of log first wipes the status line that stands there. */
    private static final String TERMINAL = "\r\u001b[K" + TEXT;

    private LogSetup() {}

    public enum Form {
        TERMINAL,
        TEXT,
        JSON
    }

    /** @param level such as {@code info} */
    public static void apply(Form form, String level) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        Layout<ILoggingEvent> layout = layout(context, form);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(encoder);
        console.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(console);
        context.getLogger("org.banyan").setLevel(Level.toLevel(level, Level.INFO));
    }

    private static Layout<ILoggingEvent> layout(LoggerContext context, Form form) {
        if (form == Form.JSON) {
            JsonLine lines = new JsonLine();
            lines.setContext(context);
            return lines;
        }
        PatternLayout text = new PatternLayout();
        text.setContext(context);
        text.setPattern(form == Form.TERMINAL ? TERMINAL : TEXT);
        return text;
    }
}
