package org.banyan.simulation.scenario;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.core.chain.ChainDefinition;
import org.banyan.core.execution.ChainRules;
import org.banyan.simulation.check.Findings;
import org.banyan.simulation.check.Ledger;
import org.banyan.simulation.check.Times;
import org.banyan.simulation.liar.Liar;
import org.banyan.simulation.network.Network;
import org.banyan.simulation.node.NodeParts;
import org.banyan.simulation.node.Peers;
import org.banyan.simulation.node.SimulatedNode;
import org.banyan.testkit.crypto.TestKeys;
import org.banyan.testkit.world.Entropy;
import org.banyan.testkit.world.World;
import org.banyan.types.Amount;
import org.banyan.types.crypto.Signer;
import org.banyan.types.specification.ChainSpecification;

/** The nodes, links, clients, faults and judges of one chain. A world may hold several. */
final class SimulatedChain {
    private static final int SALT_BITS = 32;

    /** Mean number of slots between two changes of the producers that operators agree on. */
    private static final long ELECTION_SLOTS = 20;

    /** What a clock may drift in a run beside what it was set wrong, and a message may be early by rounding. */
    private static final long DRIFT_MILLIS_MAX = 500;

    private final World world;
    private final String name;
    private final Draw draw;
    private final ChainKit kit;
    private final Findings findings;
    private final ChainDefinition definition;
    private final SplittableRandom random;
    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final Network network;
    private final Judges judges;
    private final Faults faults;
    private final Clients clients;
    private final Liveness liveness;
    private final Replay replay;
    private final Set<Integer> liars;
    private final List<Liar> told = new ArrayList<>();
    private final SplittableRandom elections;
    private long finalBefore;
    private boolean ended;
    private List<SimulatedNode> core = List.of();

    /** As many liars as the seed draws, and whom it draws. */
    SimulatedChain(World world, String name, Draw draw, ChainKit kit, Findings findings) {
        this(world, name, draw, kit, findings, liars(draw, world.entropy().of(name).stream("liars")));
    }

    /** @param liars their positions; they tell the lies of the draw */
    SimulatedChain(World world, String name, Draw draw, ChainKit kit, Findings findings, Set<Integer> liars) {
        this.world = world;
        this.name = name;
        this.draw = draw;
        this.kit = kit;
        this.findings = findings;
        Entropy entropy = world.entropy().of(name);
        this.random = entropy.stream("phases");
        this.elections = entropy.stream("elections");
        List<Signer> producers = keys("producer-", draw.nodes());
        List<Signer> accounts = keys("client-", draw.clients());
        ChainSpecification specification = kit.specification(producers, accounts, draw.slotMillis(), world.now());
        this.definition = definition(specification);
        this.network = new Network(
                world,
                entropy.stream("network"),
                draw.nodes(),
                (from, to, bytes, tampered) -> nodes.get(to).receive(from, bytes, tampered));
        this.liars = new TreeSet<>(liars);
        Deferred operator = new Deferred();
        this.judges = new Judges(
                findings,
                kit,
                draw,
                world::now,
                new Times.Rules(
                        specification.genesisTime().millis(),
                        kit.slotted() ? draw.slotMillis() : 1,
                        kit.aheadMillisMax(draw.slotMillis()) + draw.clockMillisMax() + DRIFT_MILLIS_MAX),
                specification.markWindow(),
                rules(specification, accounts),
                new Sealers(
                        kit.suite(),
                        definition.rules().chainId(),
                        producers.stream().map(Signer::publicKey).toList()),
                producers.stream().map(this::address).toList(),
                liars,
                operator);
        Amount feeLimit = specification.fees().unitPrice().times(50_000).plus(Amount.of(10));
        NodeParts parts = kit.parts(definition, draw.pool());
        for (int i = 0; i < draw.nodes(); i++) {
            nodes.add(
                    liars.contains(i)
                            ? liar(
                                    i,
                                    parts,
                                    producers.get(i),
                                    wallet(entropy, "liar-" + i, i + 1, accounts, feeLimit),
                                    accounts,
                                    operator)
                            : new SimulatedNode(world, name + "-" + i, i, parts, producers.get(i), peers(i), judges));
        }
        this.faults = new Faults(world, entropy, draw, nodes, liars, network, findings, judges.finals());
        operator.operator = Optional.of(faults);
        this.clients =
                new Clients(world, nodes, wallet(entropy, "wallet", 0, accounts, feeLimit), entropy.stream("clients"));
        this.liveness = new Liveness(draw, kit.votesBind(), nodes, findings, judges);
        this.replay = new Replay(definition, findings);
    }

    private static Set<Integer> liars(Draw draw, SplittableRandom chosenBy) {
        Set<Integer> chosen = new TreeSet<>();
        while (chosen.size() < draw.liars()) {
            chosen.add(chosenBy.nextInt(draw.nodes()));
        }
        return chosen;
    }

    private SimulatedNode liar(
            int index,
            NodeParts parts,
            Signer producer,
            Wallet wallet,
            List<Signer> accounts,
            Judges.Operator operator) {
        Liar liar = new Liar(
                world,
                world.entropy().of(name).stream("lies-" + index),
                draw.lies(),
                producer,
                kit.forger(),
                definition,
                draw.slotMillis(),
                wallet::transfer,
                kit.suite().addressOf(accounts.getFirst().publicKey()),
                (block, wrong) -> judges.condemned().made(EngineView.hex(block), wrong));
        told.add(liar);
        Peers honest = peers(index);
        return new SimulatedNode(
                world,
                name + "-" + index,
                index,
                liar.parts(parts),
                producer,
                new Peers(honest.others(), honest.greetingMillis(), liar.wire(honest.sender())),
                new LiarsEars(operator));
    }

    /** Each has salts of its own. */
    private Wallet wallet(Entropy entropy, String stream, int number, List<Signer> accounts, Amount feeLimit) {
        return new Wallet(
                kit,
                definition.rules().chainId(),
                accounts,
                feeLimit,
                entropy.stream(stream),
                (long) number << SALT_BITS,
                judges.blocks()::forged);
    }

    private List<Signer> keys(String prefix, int count) {
        List<Signer> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys.add(TestKeys.named(kit.suite(), name + " " + prefix + i));
        }
        keys.sort(Comparator.comparing(key -> kit.suite().addressOf(key.publicKey())));
        return keys;
    }

    private ChainDefinition definition(ChainSpecification specification) {
        ChainRules rules = new ChainRules(specification, kit.suite(), kit.runtimes(), List.of(), kit.followed());
        var consensus = kit.consensus()
                .create(new ChainParameters(
                        rules.chainId(),
                        specification.genesisTime(),
                        draw.slotMillis(),
                        specification.consensus().parameters(),
                        kit.suite()));
        return new ChainDefinition(rules, consensus, kit.extensions());
    }

    private Ledger.Rules rules(ChainSpecification specification, List<Signer> accounts) {
        Map<String, BigInteger> balances = new TreeMap<>();
        accounts.forEach(account -> balances.put(address(account), kit.funds().toBigInteger()));
        return new Ledger.Rules(
                kit.money().hash().toHex(), specification.fees().unitPrice().toBigInteger(), balances);
    }

    private String address(Signer signer) {
        return kit.suite().addressOf(signer.publicKey()).hash().toHex();
    }

    private Peers peers(int self) {
        List<Integer> others = new ArrayList<>();
        for (int i = 0; i < draw.nodes(); i++) {
            if (i != self) {
                others.add(i);
            }
        }
        return new Peers(others, draw.slotMillis(), (to, message) -> network.send(self, to, message));
    }

    /** Judges come before nodes, and nodes before the one who mends them. */
    private static final class Deferred implements Judges.Operator {
        private Optional<Faults> operator = Optional.empty();

        @Override
        public void notOpened(SimulatedNode node, RuntimeException why) {
            operator.orElseThrow().notOpened(node, why);
        }

        @Override
        public void failed(SimulatedNode node, Throwable why) {
            operator.orElseThrow().failed(node, why);
        }
    }

    // Phases

    /** A: everything starts, and things begin to go wrong. */
    void begin() {
        world.note(name, "begins " + draw);
        nodes.forEach(SimulatedNode::start);
        faults.begin();
        clients.begin(draw.clientMillis());
        if (draw.setsChange()) {
            elect();
        }
    }

    /** Operators agree on other producers now and then, and tell every node that is up. */
    private void elect() {
        world.queue().after(1 + elections.nextLong(2 * ELECTION_SLOTS * draw.slotMillis()), () -> {
            if (ended) {
                return;
            }
            anyNode(elections).engine().flatMap(kit::change).ifPresent(change -> {
                world.note(name, "operators agree on other producers");
                nodes.forEach(node -> node.use(running -> running.instruct(change)));
            });
            elect();
        });
    }

    /** B: everything is mended, and a random quorum of honest producers is left to go on; liars stay, and go on lying. */
    void heal() {
        faults.end();
        core = new ArrayList<>(nodes.stream().filter(this::isHonest).toList());
        // Where sets change, whoever serves next has to be a quorum too: as many go as may be faulty, whoever they are.
        int working = draw.setsChange() ? draw.nodes() - draw.faulty() : draw.quorum();
        while (core.size() > working) {
            core.remove(random.nextInt(core.size())).powerCut();
        }
        finalBefore = judges.finals().height();
        judges.accusations().watch(world.now().millis() + draw.healingMillis() / 2);
    }

    private boolean isHonest(SimulatedNode node) {
        return !liars.contains(node.index());
    }

    /** Keeps the quorum on and the other honest ones off: a restart may still be due from phase A. */
    void keepCore() {
        nodes.stream()
                .filter(this::isHonest)
                .filter(node -> !core.contains(node))
                .forEach(SimulatedNode::kill);
        core.forEach(SimulatedNode::start);
    }

    void checkCore() {
        if (!draw.tooManyLie()) {
            liveness.check("a quorum of " + core.size() + " went on alone", core, finalBefore);
            // who left office is out of reach of the next set's headers
            if (kit.convicts() && !draw.setsChange()) {
                judges.accusations().check();
            }
        }
    }

    /** C: the power goes everywhere and comes back. */
    void restart() {
        nodes.forEach(SimulatedNode::powerCut);
        nodes.forEach(SimulatedNode::start);
        finalBefore = judges.finals().height();
    }

    void end() {
        ended = true;
        clients.end();
    }

    void checkAll() {
        if (draw.tooManyLie()) {
            return;
        }
        judges.checkComplete();
        judges.checkBias();
        liveness.check("all restarted", nodes.stream().filter(this::isHonest).toList(), finalBefore);
        if (findings.isEmpty()) {
            nodes.stream()
                    .filter(this::isHonest)
                    .filter(node -> !node.disk().isRotten())
                    .findFirst()
                    .flatMap(SimulatedNode::engine)
                    .ifPresent(replay::check);
        }
    }

    // Looking

    ChainDefinition definition() {
        return definition;
    }

    Judges judges() {
        return judges;
    }

    List<SimulatedNode> nodes() {
        return List.copyOf(nodes);
    }

    Network network() {
        return network;
    }

    /** Any of the nodes. */
    SimulatedNode anyNode(SplittableRandom chosenBy) {
        return nodes.get(chosenBy.nextInt(nodes.size()));
    }

    /** Highest final height when the last phase began. */
    long finalBefore() {
        return finalBefore;
    }

    String consensus() {
        return kit.consensus().id();
    }

    // Figures

    long messages() {
        return network.sent();
    }

    long transactions() {
        return clients.accepted();
    }

    long lies() {
        return told.stream().mapToLong(Liar::told).sum();
    }

    long finalHeight() {
        return judges.finals().height();
    }

    String stalled() {
        return liveness.stalled();
    }
}
