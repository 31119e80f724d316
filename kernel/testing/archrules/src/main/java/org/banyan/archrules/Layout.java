package org.banyan.archrules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The map of modules by package: what each may see of the others, and which must be pure. A new module adds one line here.
 *
 * <p>Everybody sees itself. What a module sees is not inherited: seeing {@code spi} does not mean seeing what {@code spi} sees. Source: DESIGN.md 1.
 */
enum Layout {
    // what everything stands on
    TYPES("org.banyan.types", Purity.PURE),
    CONTRACT("org.banyan.contract", Purity.PURE, TYPES),
    PROTO("org.banyan.v1", Purity.ORDINARY),
    CODEGEN("org.banyan.codegen", Purity.ORDINARY, PROTO),
    SPI("org.banyan.spi", Purity.ORDINARY, TYPES, CONTRACT),
    CONSENSUS("org.banyan.consensus", Purity.PURE, TYPES),

    // the kernel
    CORE("org.banyan.core", Purity.PURE, TYPES, CONTRACT, SPI, CONSENSUS),
    TESTKIT("org.banyan.testkit", Purity.ORDINARY, TYPES, CONTRACT, SPI, CONSENSUS),
    CRYPTO("org.banyan.drivers.crypto", Purity.ORDINARY, TYPES, SPI),
    STORE_LEVELDB("org.banyan.drivers.store.leveldb", Purity.ORDINARY, TYPES, SPI),
    EXEC_AKKA("org.banyan.drivers.exec.akka", Purity.ORDINARY, TYPES, SPI),
    EXEC_AKKA_CLUSTER("org.banyan.drivers.exec.akka.cluster", Purity.ORDINARY, TYPES, SPI),
    NET_GRPC("org.banyan.drivers.net.grpc", Purity.ORDINARY, TYPES, SPI),
    RUNTIME("org.banyan.runtimes", Purity.ORDINARY, TYPES, CONTRACT, SPI),
    NODE("org.banyan.node", Purity.ORDINARY, TYPES, CONTRACT, SPI, CONSENSUS, CORE),
    CONTRACT_TEST("org.banyan.contract.test", Purity.ORDINARY, TYPES, CONTRACT, SPI, CONSENSUS, CORE, RUNTIME, TESTKIT),
    SIMULATION("org.banyan.simulation", Purity.ORDINARY, TYPES, CONTRACT, SPI, CONSENSUS, CORE, NODE, TESTKIT),

    // consensus plug-ins
    TCK("org.banyan.consensus.tck", Purity.ORDINARY, TYPES, CONSENSUS, TESTKIT),
    FINALITY("org.banyan.consensus.finality", Purity.PURE, TYPES, CONSENSUS),
    AUTHORITY("org.banyan.consensus.authority", Purity.PURE, TYPES, CONSENSUS),
    BFT("org.banyan.consensus.bft", Purity.PURE, TYPES, CONSENSUS),
    DPOS("org.banyan.mainchain.dpos", Purity.PURE, TYPES, CONSENSUS, FINALITY),

    // system contracts
    CONTRACTS("org.banyan.contracts", Purity.PURE, TYPES, CONTRACT),

    // the tree of chains
    CROSSCHAIN("org.banyan.crosschain", Purity.PURE, TYPES, SPI),

    // shell
    SDK("org.banyan.sdk", Purity.ORDINARY, TYPES, CONTRACT, PROTO, CRYPTO),
    API(
            "org.banyan.api",
            Purity.ORDINARY,
            TYPES,
            CONTRACT,
            SPI,
            CONSENSUS,
            CORE,
            NODE,
            PROTO,
            SDK,
            CONTRACTS,
            CROSSCHAIN),
    CLI("org.banyan.cli", Purity.ORDINARY, TYPES, CONTRACT, PROTO, SDK, CRYPTO),

    // the product
    BENCH("org.banyan.mainchain.bench", Purity.PURE, TYPES, CONTRACT),
    MAINCHAIN_NODE(
            "org.banyan.mainchain.node",
            Purity.ORDINARY,
            TYPES,
            CONTRACT,
            SPI,
            CONSENSUS,
            CORE,
            NODE,
            CRYPTO,
            STORE_LEVELDB,
            EXEC_AKKA,
            EXEC_AKKA_CLUSTER,
            NET_GRPC,
            RUNTIME,
            AUTHORITY,
            BFT,
            DPOS,
            CONTRACTS,
            BENCH,
            CROSSCHAIN,
            PROTO,
            SDK,
            API),

    FUZZING("org.banyan.fuzzing", Purity.ORDINARY),
    ARCHRULES("org.banyan.archrules", Purity.ORDINARY);

    /** Whether two nodes must come to the same result in this module. */
    enum Purity {
        PURE,
        ORDINARY
    }

    private static final String OURS = "org.banyan.";

    private final String root;
    private final Purity purity;
    private final List<Layout> sees;

    Layout(String root, Purity purity, Layout... sees) {
        this.root = root;
        this.purity = purity;
        this.sees = List.of(sees);
    }

    /** The module of a type with dots: the one with the longest matching package. */
    static Optional<Layout> of(String type) {
        return List.of(values()).stream()
                .filter(module -> type.startsWith(module.root + "."))
                .max(Comparator.comparingInt(module -> module.root.length()));
    }

    /** Whether this map decides who may see {@code type}. */
    static boolean knows(String type) {
        return type.startsWith(OURS);
    }

    boolean isPure() {
        return purity == Purity.PURE;
    }

    String root() {
        return root;
    }

    /** Whether this module may use {@code type}, one of ours, with dots. */
    boolean maySee(String type) {
        return of(type).map(other -> other == this || sees.contains(other)).orElse(false);
    }

    /** What this module may see, for messages. */
    List<String> visible() {
        var roots = new ArrayList<String>();
        roots.add(root);
        sees.forEach(each -> roots.add(each.root));
        return roots;
    }
}
