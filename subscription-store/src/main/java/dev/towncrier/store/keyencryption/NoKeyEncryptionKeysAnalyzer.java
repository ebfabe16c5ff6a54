package dev.towncrier.store.keyencryption;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what is wrong with the keys in the place of a stack trace. */
final class NoKeyEncryptionKeysAnalyzer extends AbstractFailureAnalyzer<NoKeyEncryptionKeys> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, NoKeyEncryptionKeys cause) {
    return new FailureAnalysis(cause.getMessage(), null, cause);
  }
}
