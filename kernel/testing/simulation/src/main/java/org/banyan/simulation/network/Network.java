package org.banyan.simulation.network;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.banyan.testkit.world.World;
import org.banyan.types.Bytes;

/**
 * Directed links between numbered nodes. A message is lost, delayed, repeated, spoiled or held back by what the seed draws; the order of two messages on one
 * link is not kept.
 *
 * <p>Confined to one thread.
 */
public final class Network {
    /** A field that no message has, in front of nothing: the same content to a reader that passes over what it does not know. */
    private static final Bytes UNKNOWN_FIELD = Bytes.wrap(new byte[] {(byte) 0xf8, 0x3f, 0x01});

    /** Takes what arrives. */
    @FunctionalInterface
    public interface Receiver {
        /** @param tampered whether a liar on the way changed the bytes */
        void receive(int from, int to, Bytes message, boolean tampered);
    }

    private final World world;
    private final Receiver receiver;
    private final SplittableRandom random;
    private final boolean[][] cut;
    private final long[][] clearAt;
    private Weather weather = Weather.FAIR;
    private long sent;

    /** @param random decides what becomes of each message */
    public Network(World world, SplittableRandom random, int nodes, Receiver receiver) {
        this.world = world;
        this.receiver = receiver;
        this.random = random;
        this.cut = new boolean[nodes][nodes];
        this.clearAt = new long[nodes][nodes];
    }

    public void weather(Weather now) {
        weather = now;
    }

    /** Loses everything from one node to another until {@link #heal}. */
    public void cut(int from, int to) {
        cut[from][to] = true;
    }

    public void heal() {
        for (boolean[] row : cut) {
            Arrays.fill(row, false);
        }
        for (long[] row : clearAt) {
            Arrays.fill(row, 0);
        }
    }

    /** Holds everything from one node to another back for a while. */
    public void clog(int from, int to, long millis) {
        clearAt[from][to] = world.now().millis() + millis;
    }

    /** Messages sent, lost ones included. */
    public long sent() {
        return sent;
    }

    public void send(int from, int to, Bytes message) {
        sent++;
        if (cut[from][to] || random.nextInt(100) < weather.lossPercent()) {
            return;
        }
        arrive(from, to, message, travel(from, to));
        if (random.nextInt(100) < weather.duplicatePercent()) {
            arrive(from, to, message, travel(from, to) + random.nextLong(10_000));
        }
    }

    private void arrive(int from, int to, Bytes message, long millis) {
        boolean tampered = random.nextInt(1000) < weather.tamperPermille();
        Bytes arriving = tampered ? spoiled(message) : message;
        world.queue().after(millis, () -> receiver.receive(from, to, arriving, tampered));
    }

    private Bytes spoiled(Bytes message) {
        if (random.nextBoolean()) {
            return Bytes.concat(message, UNKNOWN_FIELD);
        }
        byte[] changed = message.toArray();
        changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        return Bytes.wrap(changed);
    }

    private long travel(int from, int to) {
        long millis = 1 + random.nextLong(2L * weather.delayMillis() + 1);
        long slow = random.nextInt(20) == 0 ? millis * 5 : millis;
        return Math.max(0, clearAt[from][to] - world.now().millis()) + slow;
    }
}
