package org.banyan.cli.base;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Where this command line was started from, as the launcher tells by system properties.
 *
 * @param home the source tree or the unpacked distribution
 * @param nodeJars folder of the node's jars; need not exist
 * @param java the Java program that nodes run on
 * @param nodeFlags flags of a node's JVM
 * @param archives folder in which a node's JVM may keep its parsed classes for the next start; empty for none
 * @param command how the person calls this command line
 * @param terminal whether standard output is a terminal
 */
public record Installation(
        Path home, Path nodeJars, Path java, List<String> nodeFlags, Path archives, String command, boolean terminal) {
    public Installation {
        nodeFlags = List.copyOf(nodeFlags);
    }

    public static Installation of(Properties properties) {
        return new Installation(
                Path.of(properties.getProperty("banyan.home.install", ""))
                        .toAbsolutePath()
                        .normalize(),
                Path.of(properties.getProperty("banyan.node.lib", "")),
                Path.of(properties.getProperty(
                        "banyan.java",
                        Path.of(properties.getProperty("java.home"), "bin", "java")
                                .toString())),
                Stream.of(properties.getProperty("banyan.node.flags", "").split(" "))
                        .filter(flag -> !flag.isEmpty())
                        .toList(),
                Path.of(properties.getProperty("banyan.node.archives", "")),
                properties.getProperty("banyan.command", "banyan"),
                Boolean.parseBoolean(properties.getProperty("banyan.terminal", "false")));
    }
}
