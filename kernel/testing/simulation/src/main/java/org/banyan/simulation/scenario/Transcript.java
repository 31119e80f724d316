package org.banyan.simulation.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.banyan.core.chain.ChainEngine;
import org.banyan.core.pool.PoolLimits;
import org.banyan.simulation.check.Findings;
import org.banyan.simulation.liar.Lie;
import org.banyan.simulation.network.Weather;
import org.banyan.simulation.node.SimulatedNode;
import org.banyan.testkit.world.World;
import org.banyan.types.BlockId;
import org.banyan.types.Hash;
import org.banyan.types.Height;

/**
 * A schedule that a person can read: what is done to a network, line by line, and what the nodes say after it. Lines that begin with {@code >} are commands,
 * those with {@code #} remarks; all others are the answers, which a test compares. The words are explained in {@code docs/simulation.md}.
 *
 * <p>All checkers watch; what they find stands among the answers.
 */
public final class Transcript {
    private static final Pattern CHAIN = Pattern.compile(
            "(\\w+) chain of (\\d+) producers, slots of (\\d+) ms, messages take (\\d+) ms(?:, ([a-u -]+) (?:lies|lie): ([A-Z_, ]+))?");
    private static final Pattern RUN = Pattern.compile("run (\\d+) slots?");
    private static final Pattern PART = Pattern.compile("part ([a-u -]+) from ([a-u -]+)");
    private static final Pattern NODE = Pattern.compile("(kill|power cut|start|pause|resume) ([a-u -]+)");
    private static final Pattern CLOCK = Pattern.compile("clock of ([a-u -]+) ([+-]\\d+) ms");
    private static final Pattern LOSS = Pattern.compile("lose (\\d+) % of the messages");
    private static final Pattern INSTRUCT = Pattern.compile("instruct ([a-u]): (.+)");

    private final Function<String, ChainKit> kits;
    private final List<String> written = new ArrayList<>();
    private Optional<Stage> stage = Optional.empty();

    /** What is on. */
    private record Stage(World world, SimulatedChain chain, Findings findings, Draw draw, ChainKit kit) {}

    /** @param kits by the name of their consensus */
    public Transcript(Function<String, ChainKit> kits) {
        this.kits = kits;
    }

    /** Plays what the commands of {@code text} say, and writes it down once more with the answers of this run. */
    public String play(String text) {
        written.clear();
        for (String line : text.lines().toList()) {
            if (line.startsWith(">")) {
                written.add(line);
                command(line.substring(1).strip());
            } else if (line.startsWith("#") || line.isBlank()) {
                written.add(line);
            }
        }
        return String.join("\n", written) + "\n";
    }

    private void command(String words) {
        Matcher chain = CHAIN.matcher(words);
        if (chain.matches()) {
            begin(chain);
            return;
        }
        Stage on = stage.orElseThrow(
                () -> new IllegalArgumentException("a transcript begins with its chain, not with '" + words + "'"));
        Matcher run = RUN.matcher(words);
        Matcher part = PART.matcher(words);
        Matcher node = NODE.matcher(words);
        Matcher clock = CLOCK.matcher(words);
        Matcher loss = LOSS.matcher(words);
        Matcher instruct = INSTRUCT.matcher(words);
        if (run.matches()) {
            long millis = Long.parseLong(run.group(1)) * on.draw().slotMillis();
            on.world().queue().runUntil(on.world().now().plusMillis(millis));
            answer(on);
        } else if (part.matches()) {
            part(on, nodes(part.group(1)), nodes(part.group(2)));
        } else if (words.equals("heal")) {
            on.chain().network().heal();
        } else if (loss.matches()) {
            Weather now = on.draw().weather();
            on.chain().network().weather(new Weather(Integer.parseInt(loss.group(1)), now.delayMillis(), 0, 0));
        } else if (node.matches()) {
            nodes(node.group(2))
                    .forEach(index -> life(node.group(1), on.chain().nodes().get(index)));
        } else if (clock.matches()) {
            nodes(clock.group(1))
                    .forEach(index -> on.chain().nodes().get(index).clock().set(Long.parseLong(clock.group(2)), 0));
        } else if (instruct.matches()) {
            SimulatedNode told = on.chain().nodes().get(instruct.group(1).charAt(0) - 'a');
            told.use(running ->
                    running.instruct(on.kit().instruction(instruct.group(2), running.read(engine -> engine))));
        } else {
            throw new IllegalArgumentException("a transcript does not know the command '" + words + "'");
        }
    }

    private void begin(Matcher chain) {
        ChainKit kit = kits.apply(chain.group(1));
        int producers = Integer.parseInt(chain.group(2));
        Set<Integer> liars = chain.group(5) == null ? Set.of() : nodes(chain.group(5));
        List<Lie> lies = chain.group(6) == null
                ? List.of()
                : Pattern.compile(", *")
                        .splitAsStream(chain.group(6))
                        .map(Lie::valueOf)
                        .toList();
        Draw draw = new Draw(
                producers,
                Long.parseLong(chain.group(3)),
                0,
                new Weather(0, Integer.parseInt(chain.group(4)), 0, 0),
                List.of(),
                1,
                3,
                Long.parseLong(chain.group(3)),
                0,
                0,
                PoolLimits.DEFAULT,
                false,
                false,
                liars.size(),
                lies,
                producers);
        World world = new World(1, Phases.GENESIS);
        Findings findings = new Findings(world.queue()::halt);
        SimulatedChain made = new SimulatedChain(world, "node", draw, kit, findings, liars);
        stage = Optional.of(new Stage(world, made, findings, draw, kit));
        made.begin();
        // Answers are asked for in the middle of slots, when the blocks of a slot have arrived.
        world.queue().runUntil(world.now().plusMillis(draw.slotMillis() / 2));
    }

    private static void life(String what, SimulatedNode node) {
        switch (what) {
            case "kill" -> node.kill();
            case "power cut" -> node.powerCut();
            case "start" -> node.start();
            case "pause" -> node.pause();
            default -> node.resume();
        }
    }

    private static void part(Stage on, Set<Integer> one, Set<Integer> other) {
        for (int from : one) {
            for (int to : other) {
                on.chain().network().cut(from, to);
                on.chain().network().cut(to, from);
            }
        }
    }

    // Answers

    private void answer(Stage on) {
        Map<String, Set<Integer>> said = new LinkedHashMap<>();
        Optional<ChainEngine> first = Optional.empty();
        for (SimulatedNode node : on.chain().nodes()) {
            first = first.isPresent() ? first : node.engine();
            said.computeIfAbsent(standing(on, node, first), unknown -> new TreeSet<>())
                    .add(node.index());
        }
        said.forEach((what, who) -> written.add(names(who) + ": " + what));
        on.findings().all().forEach(finding -> written.add("found " + finding));
    }

    private static String standing(Stage on, SimulatedNode node, Optional<ChainEngine> first) {
        if (node.engine().isEmpty()) {
            return "off";
        }
        ChainEngine engine = node.engine().get();
        String vote = on.chain()
                .judges()
                .lastVote(node.index())
                .map(block -> ", voted for " + voted(on, block, engine))
                .orElse("");
        long fork = first.map(other -> forkHeight(engine, other)).orElse(Long.MAX_VALUE);
        boolean beside =
                fork < Math.min(height(engine), first.map(Transcript::height).orElse(0L));
        return "head " + engine.head().header().height() + (beside ? " on a branch of its own above " + fork : "")
                + ", final " + engine.finalBlock().header().height() + vote;
    }

    private static String voted(Stage on, String block, ChainEngine engine) {
        Height height = new Height(on.chain().judges().blocks().heightOf(block).orElse(0L));
        boolean onBranch = engine.mainBlockAt(height).equals(Optional.of(new BlockId(Hash.fromHex(block))));
        return height + (onBranch ? "" : " of another branch");
    }

    private static long forkHeight(ChainEngine one, ChainEngine other) {
        long height = Math.min(height(one), height(other));
        while (height > 0 && !one.mainBlockAt(new Height(height)).equals(other.mainBlockAt(new Height(height)))) {
            height--;
        }
        return height;
    }

    private static long height(ChainEngine engine) {
        return engine.head().header().height().value();
    }

    // Names: a is the producer with the lowest address

    private static Set<Integer> nodes(String names) {
        Set<Integer> nodes = new TreeSet<>();
        for (String name : names.strip().split(" +")) {
            for (char each = name.charAt(0); each <= name.charAt(name.length() - 1); each++) {
                nodes.add(each - 'a');
            }
        }
        return nodes;
    }

    private static String names(Set<Integer> nodes) {
        List<String> names = new ArrayList<>();
        Map<Integer, Integer> ranges = new TreeMap<>();
        int start = -1;
        int last = -2;
        for (int node : nodes) {
            start = node == last + 1 ? start : node;
            ranges.put(start, node);
            last = node;
        }
        ranges.forEach((from, to) -> {
            String end = String.valueOf((char) ('a' + to));
            String begin = String.valueOf((char) ('a' + from));
            names.add(to.equals(from) ? begin : to == from + 1 ? begin + " " + end : begin + "-" + end);
        });
        return String.join(" ", names);
    }
}
