package dev.towncrier.runner;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.SpringApplication;

/** The file that a process logs to; the console gets errors only. */
final class LogFile {

  private static final long MAX_BYTES = 10 * FileSize.MB_COEFFICIENT;

  /**
   * A part that doesn't start gets one line there, not a stack trace, and a broker that is stopped
   * while it starts has much to complain of.
   */
  private static final List<String> NOT_ON_CONSOLE =
      List.of(SpringApplication.class.getName(), "kafka", "org.apache.kafka.coordinator");

  private LogFile() {}

  /** Logs to a file from now on; a full one is kept as {@code .1}. */
  static void open(Path file) {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    var encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{40} %msg%n");
    encoder.start();
    var appender = new RollingFileAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setFile(file.toString());
    appender.setEncoder(encoder);
    var rolling = new FixedWindowRollingPolicy();
    rolling.setContext(context);
    rolling.setParent(appender);
    rolling.setFileNamePattern(file + ".%i");
    rolling.setMinIndex(1);
    rolling.setMaxIndex(1);
    rolling.start();
    var full = new SizeBasedTriggeringPolicy<ILoggingEvent>();
    full.setMaxFileSize(new FileSize(MAX_BYTES));
    full.setContext(context);
    full.start();
    appender.setRollingPolicy(rolling);
    appender.setTriggeringPolicy(full);
    appender.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    for (String name : NOT_ON_CONSOLE) {
      ch.qos.logback.classic.Logger logger = context.getLogger(name);
      logger.setAdditive(false);
      logger.addAppender(appender);
    }
    // Tomcat logs by java.util.logging.
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }
}
