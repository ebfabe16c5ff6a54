package dev.towncrier.simulator.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** The headers of a push request that say how to treat the message, as they were received. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PushHeaders(
    @JsonProperty("TTL") @Nullable String ttl,
    @JsonProperty("Urgency") @Nullable String urgency,
    @JsonProperty("Topic") @Nullable String topic,
    @JsonProperty("Content-Type") @Nullable String contentType,
    @JsonProperty("Content-Encoding") @Nullable String contentEncoding) {}
