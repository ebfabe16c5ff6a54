package dev.towncrier.simulator;

import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * How to run a simulator.
 *
 * @param address to listen on; what it tells of itself stays 127.0.0.1
 * @param port TCP port; 0 for any that is free
 * @param certificateFolder where its certificates are made and kept
 * @param stateFolder where subscriptions and open messages outlive it; null to forget them
 * @param clock the time by which tokens and messages expire
 * @param browserScheme scheme of the endpoints that browsers get, {@code http} or {@code https}
 * @param maxConcurrentStreams HTTP/2 streams on one connection, from 1
 * @param ledgerCapacity entries that the ledger keeps, from 10
 */
public record SimulatorOptions(
    String address,
    int port,
    Path certificateFolder,
    @Nullable Path stateFolder,
    InstantSource clock,
    String browserScheme,
    int maxConcurrentStreams,
    int ledgerCapacity) {

  public SimulatorOptions {
    if (port < 0 || port > 65_535) throw new IllegalArgumentException("port is " + port);
    if (!browserScheme.equals("http") && !browserScheme.equals("https")) {
      throw new IllegalArgumentException(
          "browserScheme is neither http nor https: " + browserScheme);
    }
    if (maxConcurrentStreams < 1) {
      throw new IllegalArgumentException("maxConcurrentStreams is " + maxConcurrentStreams);
    }
    if (ledgerCapacity < 10) {
      throw new IllegalArgumentException("ledgerCapacity is " + ledgerCapacity);
    }
  }

  /** Any port, nothing kept but the certificates, the system's clock. */
  public static SimulatorOptions in(Path certificateFolder) {
    return new SimulatorOptions(
        "127.0.0.1", 0, certificateFolder, null, Clock.systemUTC(), "http", 128, 1_000_000);
  }

  /** Where others than this machine reach it: for containers. */
  public SimulatorOptions on(String otherAddress) {
    return new SimulatorOptions(
        otherAddress,
        port,
        certificateFolder,
        stateFolder,
        clock,
        browserScheme,
        maxConcurrentStreams,
        ledgerCapacity);
  }

  public SimulatorOptions onPort(int wanted) {
    return new SimulatorOptions(
        address,
        wanted,
        certificateFolder,
        stateFolder,
        clock,
        browserScheme,
        maxConcurrentStreams,
        ledgerCapacity);
  }

  public SimulatorOptions keepingStateIn(Path folder) {
    return new SimulatorOptions(
        address,
        port,
        certificateFolder,
        folder,
        clock,
        browserScheme,
        maxConcurrentStreams,
        ledgerCapacity);
  }

  public SimulatorOptions by(InstantSource time) {
    return new SimulatorOptions(
        address,
        port,
        certificateFolder,
        stateFolder,
        time,
        browserScheme,
        maxConcurrentStreams,
        ledgerCapacity);
  }

  /** With this scheme for the endpoints that browsers get. */
  public SimulatorOptions browserScheme(String scheme) {
    return new SimulatorOptions(
        address,
        port,
        certificateFolder,
        stateFolder,
        clock,
        scheme,
        maxConcurrentStreams,
        ledgerCapacity);
  }

  /** With this many HTTP/2 streams on one connection. */
  public SimulatorOptions maxConcurrentStreams(int streams) {
    return new SimulatorOptions(
        address,
        port,
        certificateFolder,
        stateFolder,
        clock,
        browserScheme,
        streams,
        ledgerCapacity);
  }
}
