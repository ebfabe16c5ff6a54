package dev.towncrier.simulator;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A push service in a process of its own, until that is ended. */
public final class SimulatorMain {
  private SimulatorMain() {}

  /** Takes the address and the port to listen on, and the folder of its certificates. */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length != 3) {
      System.err.println("Usage: ADDRESS PORT FOLDER");
      System.exit(2);
    }
    Simulator simulator =
        Simulator.start(
            SimulatorOptions.in(Path.of(arguments[2]))
                .on(arguments[0])
                .onPort(Integer.parseInt(arguments[1])));
    Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "stop"));
    System.out.println("push service ready on port " + simulator.port());
    new CountDownLatch(1).await();
  }
}
