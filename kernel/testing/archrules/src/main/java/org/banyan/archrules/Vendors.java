package org.banyan.archrules;

import java.util.List;

/** Which of our packages may name which vendor: vendor classes stop at the adapter, so that a vendor can be exchanged. Source: DESIGN.md 1, STYLE.md 1. */
enum Vendors {
    AKKA(List.of("akka.", "scala."), "org.banyan.drivers.exec.akka"),
    LEVELDB(List.of("org.iq80.leveldb.", "org.fusesource."), "org.banyan.drivers.store.leveldb"),
    BOUNCY_CASTLE(List.of("org.bouncycastle."), "org.banyan.drivers.crypto"),
    LIBSECP256K1(List.of("fr.acinq.", "kotlin."), "org.banyan.drivers.crypto"),
    GUICE(
            List.of("com.google.inject.", "jakarta.inject.", "javax.inject."),
            "org.banyan.node",
            "org.banyan.mainchain.node"),
    HOCON(
            List.of("com.typesafe.config."),
            "org.banyan.node",
            "org.banyan.mainchain.node",
            "org.banyan.drivers.exec.akka"),
    GRPC(List.of("io.grpc."), "org.banyan.v1", "org.banyan.drivers.net.grpc", "org.banyan.api", "org.banyan.sdk"),
    NETTY(List.of("io.netty."), "org.banyan.drivers.net.grpc", "org.banyan.api", "org.banyan.sdk"),
    ARMERIA(List.of("com.linecorp.armeria."), "org.banyan.api"),
    MICROMETER(List.of("io.micrometer.", "io.prometheus."), "org.banyan.api", "org.banyan.node"),
    PROTOBUF(
            List.of("com.google.protobuf."),
            "org.banyan.v1",
            "org.banyan.codegen",
            "org.banyan.api",
            "org.banyan.sdk",
            "org.banyan.cli"),
    PICOCLI(List.of("picocli.", "org.jline."), "org.banyan.cli", "org.banyan.mainchain.node"),
    JACKSON(List.of("com.fasterxml.jackson."), "org.banyan.api", "org.banyan.sdk", "org.banyan.cli"),
    GUAVA(List.of("com.google.common."), "org.banyan.v1", "org.banyan.api", "org.banyan.sdk"),
    ASSERTIONS(
            List.of("org.junit.", "org.assertj."),
            "org.banyan.testkit",
            "org.banyan.consensus.tck",
            "org.banyan.contract.test",
            "org.banyan.fuzzing",
            "org.banyan.archrules"),
    BYTECODE(List.of("org.objectweb.asm.", "com.tngtech.archunit."), "org.banyan.archrules");

    private final List<String> packages;
    private final List<String> homes;

    Vendors(List<String> packages, String... homes) {
        this.packages = packages;
        this.homes = List.of(homes);
    }

    List<String> homes() {
        return homes;
    }

    boolean owns(String type) {
        return packages.stream().anyMatch(type::startsWith);
    }

    /** Whether {@code user}, a type with dots, may name this vendor. Types that are not ours decide for themselves. */
    boolean mayBeUsedBy(String user) {
        return !Layout.knows(user) || homes.stream().anyMatch(home -> user.startsWith(home + "."));
    }
}
