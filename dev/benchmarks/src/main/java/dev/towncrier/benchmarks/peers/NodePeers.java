package dev.towncrier.benchmarks.peers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.towncrier.benchmarks.measure.Availability;
import dev.towncrier.benchmarks.measure.Availability.Missing;
import dev.towncrier.benchmarks.measure.Availability.Present;
import dev.towncrier.benchmarks.measure.Cost;
import dev.towncrier.benchmarks.measure.Operation;
import dev.towncrier.benchmarks.message.Payloads;
import dev.towncrier.benchmarks.message.Recipient;
import dev.towncrier.benchmarks.message.Sender;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The npm libraries, in a Node process that takes its turns like everyone else. It ends with its
 * standard input.
 */
public final class NodePeers implements AutoCloseable {

  /** Encryption by {@code web-push}. */
  public static final String WEB_PUSH = "web-push";

  /** The whole request by {@code web-push}, signature included. */
  public static final String WEB_PUSH_SIGNED = "web-push-signed";

  /** Encryption by {@code http_ece}, which is below web-push. */
  public static final String HTTP_ECE = "http_ece";

  private static final String SCRIPT = "peers.js";

  private final Process process;
  private final PrintWriter questions;
  private final BufferedReader answers;

  private NodePeers(Process process) {
    this.process = process;
    this.questions = new PrintWriter(process.outputWriter(US_ASCII), true);
    this.answers = process.inputReader(US_ASCII);
  }

  /**
   * Starts Node, if it and the libraries are there.
   *
   * @param folder of the script, with the libraries in {@code node_modules}
   */
  public static Availability<NodePeers> start(Path folder, Recipient recipient, Sender sender) {
    if (!Files.isDirectory(folder.resolve("node_modules"))) {
      return new Missing<>("there is no " + folder.resolve("node_modules"));
    }
    Process process;
    try {
      process =
          new ProcessBuilder("node", SCRIPT)
              .directory(folder.toFile())
              .redirectError(Redirect.INHERIT)
              .start();
    } catch (IOException _) {
      return new Missing<>("Node.js is not installed");
    }
    NodePeers peers = new NodePeers(process);
    if (!peers.isReady(setup(recipient, sender))) {
      peers.close();
      return new Missing<>("Node.js could not run " + folder.resolve(SCRIPT));
    }
    return new Present<>(peers);
  }

  private static String setup(Recipient recipient, Sender sender) {
    Map<String, String> payloads = new HashMap<>();
    for (int length : Payloads.LENGTHS) {
      String payload = Base64.getEncoder().encodeToString(Payloads.ofLength(length));
      payloads.put(String.valueOf(length), payload);
    }
    Map<String, String> vapidDetails =
        Map.of(
            "subject", sender.subject(),
            "publicKey", sender.publicKeyBase64Url(),
            "privateKey", sender.privateKeyBase64Url());
    return JsonMapper.shared()
        .writeValueAsString(
            Map.of(
                "endpoint", recipient.endpoint(),
                "p256dh", recipient.p256dhBase64Url(),
                "auth", recipient.authBase64Url(),
                "vapidDetails", vapidDetails,
                "payloads", payloads));
  }

  /**
   * Messages by one of the libraries.
   *
   * @param payloadLength one of {@link Payloads#LENGTHS}
   */
  public Operation operation(String library, int payloadLength) {
    return times -> {
      String micros = ask("run %s %d %d".formatted(library, payloadLength, times));
      return new Cost(times, Long.parseLong(micros) * 1_000, OptionalLong.empty());
    };
  }

  /** The body of one message. */
  byte[] body(String library, int payloadLength) {
    String body = ask("message %s %d".formatted(library, payloadLength));
    return Base64.getUrlDecoder().decode(body);
  }

  private boolean isReady(String setup) {
    return "ready".equals(answer(setup));
  }

  private String ask(String question) {
    String answer = answer(question);
    if (answer == null) {
      throw new IllegalStateException("Node.js ended");
    }
    return answer;
  }

  private @Nullable String answer(String question) {
    questions.println(question);
    try {
      return answers.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    questions.close();
    process.destroy();
  }
}
