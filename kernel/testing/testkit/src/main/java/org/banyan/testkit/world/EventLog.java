package org.banyan.testkit.world;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/** What happened, line by line: a running hash over all lines, and the newest lines themselves. Confined to one thread. */
public final class EventLog {
    /** Lines kept. */
    public static final int KEPT_MAX = 200;

    private final MessageDigest digest;
    private final Deque<String> newest = new ArrayDeque<>();
    private long lines;

    public EventLog() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    public void add(String line) {
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
        lines++;
        if (newest.size() >= KEPT_MAX) {
            newest.removeFirst();
        }
        newest.addLast(line);
    }

    /** Hash over all lines so far. */
    public String hash() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("the JDK's SHA-256 can be copied", impossible);
        }
    }

    public long lines() {
        return lines;
    }

    /** The last {@code count} lines, oldest first. */
    public List<String> last(int count) {
        return newest.stream().skip(Math.max(0, newest.size() - count)).toList();
    }
}
