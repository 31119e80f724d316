package org.banyan.cli.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.banyan.drivers.crypto.keystore.KeyInfo;
import org.banyan.drivers.crypto.keystore.KeyRole;
import org.banyan.drivers.crypto.keystore.Keystore;
import org.banyan.drivers.crypto.keystore.KeystoreException;
import org.banyan.sdk.json.Json;
import org.banyan.types.crypto.CryptoSuite;

/** What a data directory says of its node, whether that runs or not. */
final class DirectoryChecks {
    /** A node's ports in a row. */
    private static final int PORTS = 3;

    private DirectoryChecks() {}

    /** @param api where the node's API is or would be */
    static List<Finding> all(Path directory, CryptoSuite suite, URI api) {
        List<Finding> findings = new ArrayList<>();
        boolean runs = new NetworkFolder.Node(0, directory).process().isPresent();
        if (!runs) {
            findings.add(ports(api.getPort()));
        }
        if (Files.isDirectory(directory.resolve("keys"))) {
            findings.add(privateFiles(directory.resolve("keys")));
            findings.add(roles(directory.resolve("keys"), suite));
        }
        if (!runs && Files.exists(directory.resolve("run/last-error.json"))) {
            findings.add(lastError(directory.resolve("run/last-error.json")));
        }
        return findings;
    }

    /** Those that a node would take which does not run yet. */
    static Finding ports(int first) {
        List<String> taken = new ArrayList<>();
        for (int port = first; first > 0 && port < first + PORTS; port++) {
            try (ServerSocket free = new ServerSocket()) {
                free.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (IOException inUse) {
                taken.add(Integer.toString(port));
            }
        }
        return taken.isEmpty()
                ? Finding.ok("ports", first + " and the two after it are free")
                : Finding.warning(
                        "ports",
                        String.join(", ", taken) + " taken by another process",
                        "choose others with --port, or give the node's own directory with --dir if it runs");
    }

    /** Keys and passwords that others on this machine could read. */
    static Finding privateFiles(Path keys) {
        try (Stream<Path> files = Files.list(keys)) {
            List<String> open = files.filter(Files::isRegularFile)
                    .filter(DirectoryChecks::isOpen)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
            return open.isEmpty()
                    ? Finding.ok("key files", "nobody else may read them")
                    : Finding.failed(
                            "key files",
                            "others may read " + String.join(", ", open),
                            "chmod 600 " + keys + "/*; take keys that others may have seen out of use");
        } catch (IOException unreadable) {
            return Finding.failed(
                    "key files", "cannot list " + keys + ": " + unreadable.getMessage(), "see who owns it");
        }
    }

    private static boolean isOpen(Path file) {
        try {
            Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(file);
            return allowed.stream().anyMatch(each -> !each.name().startsWith("OWNER_"));
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    /** An owner's key beside a signing key is lost and stolen with it. */
    static Finding roles(Path keys, CryptoSuite suite) {
        try {
            List<KeyInfo> all = new Keystore(keys, suite).list();
            String found = all.isEmpty()
                    ? "no key but the node's own"
                    : all.stream()
                            .map(key -> key.name() + " (" + key.role().text() + ")")
                            .collect(Collectors.joining(", "));
            boolean mixed = all.stream().anyMatch(key -> key.role() == KeyRole.OWNER)
                    && all.stream().anyMatch(key -> key.role() == KeyRole.SIGNING);
            return mixed
                    ? Finding.warning("key roles", found, "keep the owner's key offline, away from the node")
                    : Finding.ok("key roles", found);
        } catch (KeystoreException damaged) {
            return Finding.failed(
                    "key roles", String.valueOf(damaged.getMessage()), "restore the file from its backup");
        }
    }

    static Finding lastError(Path file) {
        try {
            Json.Object error = (Json.Object) Json.parse(Files.readString(file));
            return Finding.warning(
                    "last run",
                    "ended at " + text(error, "ts") + " with " + text(error, "code") + ": " + text(error, "message"),
                    "docs/node.md says what to do for each code");
        } catch (IOException | RuntimeException unreadable) {
            return Finding.warning("last run", file + " cannot be read", "see the log");
        }
    }

    private static String text(Json.Object object, String name) {
        return object.members().get(name) instanceof Json.Text found ? found.value() : "?";
    }
}
