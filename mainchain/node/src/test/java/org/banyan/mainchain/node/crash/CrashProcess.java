package org.banyan.mainchain.node.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.banyan.node.chain.ChainObserver;
import org.banyan.node.chain.ChainStatus;
import org.banyan.types.Height;

/**
 * A process that runs {@link CrashChain} under load and says on its standard output, one write a line, what it could have told the world: signatures that
 * left, blocks that are final. {@code <home> <life> <halt at point, 0 for never> <slots>}; a process that comes to its end prints the points it passed.
 */
final class CrashProcess {
    static final int HALTED = 86;
    private static final int TRANSFERS_A_SLOT = 3;
    private static final long SALTS_A_LIFE = 1_000_000;

    private CrashProcess() {}

    static Process start(Path home, int life, int haltAt, int slots) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+IgnoreUnrecognizedVMOptions",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashProcess.class.getName(),
                        home.toString(),
                        Integer.toString(life),
                        Integer.toString(haltAt),
                        Integer.toString(slots)))
                .redirectErrorStream(true)
                .start();
    }

    public static void main(String[] arguments) {
        int life = Integer.parseInt(arguments[1]);
        int slots = Integer.parseInt(arguments[3]);
        HaltingStoreFactory stores = new HaltingStoreFactory(Integer.parseInt(arguments[2]));
        CrashLoad load = new CrashLoad(life * SALTS_A_LIFE);
        try (CrashChain chain = new CrashChain(
                Path.of(arguments[0]),
                life,
                stores,
                new FinalObserver(),
                request -> print("signed " + request.type() + " " + request.major() + " " + request.minor()))) {
            print("opened " + stores.points());
            for (int slot = 0; slot < slots; slot++) {
                for (int i = 0; i < TRANSFERS_A_SLOT; i++) {
                    var verdict = chain.chain().submit(load.transfer(chain.chain()));
                    if (!verdict.isAccepted()) {
                        print("refused " + verdict);
                    }
                }
                chain.runSlot();
            }
            print("points " + stores.points());
        }
    }

    /** Says that a block is final once the step is done in which it became so, as a node's API would. */
    private static final class FinalObserver implements ChainObserver {
        private Height told = Height.GENESIS;

        @Override
        public void stepped(ChainStatus status) {
            if (status.finalHeader().height().compareTo(told) > 0) {
                told = status.finalHeader().height();
                print("final " + told + " " + status.finalId());
            }
        }
    }

    private static synchronized void print(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        System.out.write(bytes, 0, bytes.length);
        System.out.flush();
    }
}
