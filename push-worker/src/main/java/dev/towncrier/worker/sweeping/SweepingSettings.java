package dev.towncrier.worker.sweeping;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long what has ended is kept.
 *
 * @param kept how long behind its deadline a notification is kept, with the claim on its id and its
 *     counts
 */
@ConfigurationProperties("towncrier.notifications")
public record SweepingSettings(@DefaultValue("P1D") Duration kept) {}
