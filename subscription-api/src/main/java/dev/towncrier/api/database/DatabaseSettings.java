package dev.towncrier.api.database;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param migrate whether to bring the tables up to date at start, before anything reads them
 */
@ConfigurationProperties("towncrier.store")
record DatabaseSettings(@DefaultValue("true") boolean migrate) {}
