package org.banyan.mainchain.node.flood;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * A process that floods a node: {@code Flooder FLOOD PORT SECONDS}; prints what it was told. Attackers have loopback addresses of their own, so that limits of
 * one address are not the honest client's.
 */
public final class Flooder {
    /** Addresses that attackers come from, after 127.0.0. */
    static final int FIRST_ADDRESS = 10;

    /** Says that the flood begins. */
    static final String READY = "ready";

    private static final int THREADS = 4;

    private Flooder() {}

    /** Something that is done again and again. */
    @FunctionalInterface
    interface Round {
        void run() throws IOException, InterruptedException;
    }

    public static void main(String[] arguments) throws InterruptedException {
        Flood flood = Flood.of(arguments[0]).orElseThrow();
        int port = Integer.parseInt(arguments[1]);
        double seconds = Double.parseDouble(arguments[2]);
        Tally tally = new Tally();
        IntFunction<Round> rounds = rounds(flood, port, tally);
        List<Round> ready = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            ready.add(rounds.apply(i));
        }
        System.out.println(READY);
        long end = System.nanoTime() + (long) (seconds * 1e9);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        ready.forEach(round -> threads.submit(() -> repeat(round, end, tally)));
        threads.shutdown();
        if (!threads.awaitTermination((long) seconds + 60, TimeUnit.SECONDS)) {
            tally.add("HANGS");
        }
        System.out.print(tally.lines());
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private static void repeat(Round round, long end, Tally tally) {
        while (System.nanoTime() < end) {
            try {
                tally.add("rounds");
                round.run();
            } catch (IOException closed) {
                tally.add("CLOSED");
                pause();
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException | Error unexpected) {
                tally.add("FAILED " + unexpected);
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    static IntFunction<Round> rounds(Flood flood, int port, Tally tally) {
        return switch (flood) {
            case UNPAYABLE,
                    WRONG_SIGNATURES,
                    DUPLICATES,
                    EXPIRED,
                    ABOUT_TO_EXPIRE,
                    LARGE_TRANSACTIONS,
                    ONE_ACCOUNT,
                    DEPENDENT ->
                thread -> {
                    TransactionFlood transactions = new TransactionFlood(port, FIRST_ADDRESS + thread, tally);
                    return () -> transactions.round(flood);
                };
            case COSTLY_READS, LARGE_MESSAGES, COMPRESSION_BOMBS, MANY_STREAMS ->
                thread -> {
                    CallFlood calls = new CallFlood(port, FIRST_ADDRESS + thread, tally);
                    return () -> calls.round(flood);
                };
            case SLOW_READERS, SLOW_SENDERS, IDLE_CONNECTIONS, RAPID_RESET, PINGS, SETTINGS, LARGE_HEADERS ->
                thread -> {
                    ConnectionFlood connections = new ConnectionFlood(port, FIRST_ADDRESS + thread, tally);
                    return () -> connections.round(flood);
                };
        };
    }

    /** Opens as many as {@code open} gives, or as many as the other side takes. */
    static List<RawConnection> many(int count, int port, int host, Tally tally) {
        List<RawConnection> connections = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            try {
                connections.add(new RawConnection(port, host));
            } catch (IOException refused) {
                tally.add("NOT_CONNECTED");
            }
        }
        return connections;
    }
}
