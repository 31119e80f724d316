package org.banyan.mainchain.node.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A host of its own for each node, as Linux network namespaces on a bridge: {@code 10.77.0.N}, with the test at {@code 10.77.0.254}. What a host loses is decided by nft
 * in it; the test itself always gets through. Needs root, {@code ip}, {@code tc} and {@code nft}.
 */
final class Namespaces implements Hosts, AutoCloseable {
    private static final String NET = "10.77.0.";
    private static final String TEST = NET + "254";

    private final String bridge;
    private final long id = ProcessHandle.current().pid() % 100_000;
    private final int count;

    Namespaces(int count) {
        this.count = count;
        this.bridge = "bny" + id;
        try {
            run("ip", "link", "add", bridge, "type", "bridge");
            run("ip", "addr", "add", TEST + "/24", "dev", bridge);
            run("ip", "link", "set", bridge, "up");
            for (int node = 1; node <= count; node++) {
                String outer = outer(node);
                run("ip", "netns", "add", name(node));
                run("ip", "link", "add", outer, "type", "veth", "peer", "name", "eth0", "netns", name(node));
                run("ip", "link", "set", outer, "master", bridge, "up");
                in(node, "ip", "addr", "add", address(node) + "/24", "dev", "eth0");
                in(node, "ip", "link", "set", "eth0", "up");
                in(node, "ip", "link", "set", "lo", "up");
            }
        } catch (RuntimeException half) {
            close();
            throw half;
        }
    }

    /** Why this machine has none; empty when it has. */
    static Optional<String> missing() {
        try {
            for (String tool : List.of("ip -V", "tc -V", "nft --version")) {
                run(tool.split(" "));
            }
            new Namespaces(1).close();
            return Optional.empty();
        } catch (IllegalStateException no) {
            return Optional.of(String.valueOf(no.getMessage()));
        }
    }

    @Override
    public String address(int node) {
        return NET + node;
    }

    @Override
    public List<String> prefix(int node) {
        return List.of("ip", "netns", "exec", name(node));
    }

    /** Neither side hears the other any more. */
    void cut(Collection<Integer> some, Collection<Integer> others) {
        some.forEach(node -> drops(node, "ip saddr { " + addresses(others) + " } drop"));
        others.forEach(node -> drops(node, "ip saddr { " + addresses(some) + " } drop"));
    }

    /** The node speaks and hears nobody. */
    void deafen(int node) {
        drops(node, "ip saddr != " + TEST + " drop");
    }

    /** Loses so many of a hundred packets that come in. */
    void lose(int node, int percent) {
        drops(node, "ip saddr != " + TEST + " numgen random mod 100 < " + percent + " drop");
    }

    /** At most so much goes out of the node, whatever waits for longer than 400 ms being lost. */
    void slow(int node, int kilobits) {
        in(
                node,
                "tc",
                "qdisc",
                "replace",
                "dev",
                "eth0",
                "root",
                "tbf",
                "rate",
                kilobits + "kbit",
                "burst",
                "16kb",
                "latency",
                "400ms");
    }

    /** The node's network as it was at first. */
    void heal(int node) {
        in(node, "nft", "flush", "ruleset");
        try {
            in(node, "tc", "qdisc", "del", "dev", "eth0", "root");
        } catch (IllegalStateException itWasNotSlow) {
            return;
        }
    }

    private void drops(int node, String rule) {
        in(node, "nft", "add", "table", "inet", "faults");
        in(node, "nft", "add", "chain", "inet", "faults", "in", "{ type filter hook input priority 0; }");
        in(node, "nft", "add", "rule", "inet", "faults", "in", rule);
    }

    private String addresses(Collection<Integer> nodes) {
        return nodes.stream().map(this::address).collect(Collectors.joining(", "));
    }

    private void in(int node, String... command) {
        List<String> whole = new ArrayList<>(prefix(node));
        whole.addAll(List.of(command));
        run(whole.toArray(String[]::new));
    }

    private String name(int node) {
        return bridge + "-" + node;
    }

    private String outer(int node) {
        return "v" + id + "-" + node;
    }

    private static void run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + said.strip());
            }
        } catch (IOException absent) {
            throw new IllegalStateException(String.valueOf(absent.getMessage()), absent);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        IntStream.rangeClosed(1, count).forEach(node -> quietly("ip", "netns", "del", name(node)));
        quietly("ip", "link", "del", bridge);
    }

    /** What was never made cannot be removed. */
    private static void quietly(String... command) {
        try {
            run(command);
        } catch (IllegalStateException absent) {
            return;
        }
    }
}
