package org.banyan.simulation.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.core.chain.ChainEngine;
import org.banyan.simulation.check.Findings;
import org.banyan.simulation.node.SimulatedNode;
import org.banyan.types.Height;

/**
 * {@value #NAME}: after healing, finality goes on in bounded time and nodes agree on the head but for its newest blocks (RL2).
 *
 * <p>A consensus whose votes bind may be stuck by its own rules when more producers than it can spare voted for branches that lost: the simulator recognizes
 * that by the votes themselves, counts such a run as stalled, and still wants one head.
 */
final class Liveness {
    static final String NAME = "liveness";

    /** Blocks that nodes may differ in at their heads while they travel. */
    private static final long TRAVELLING_MAX = 3;

    private final Draw draw;
    private final boolean votesBind;
    private final List<SimulatedNode> nodes;
    private final Findings findings;
    private final Judges judges;
    private String stalled = "";

    /** @param votesBind whether a run may stall by the consensus' own rules */
    Liveness(Draw draw, boolean votesBind, List<SimulatedNode> nodes, Findings findings, Judges judges) {
        this.draw = draw;
        this.votesBind = votesBind;
        this.nodes = nodes;
        this.findings = findings;
        this.judges = judges;
    }

    String stalled() {
        return stalled;
    }

    /** @param finalBefore highest final height anywhere when everything was mended */
    void check(String when, List<SimulatedNode> working, long finalBefore) {
        List<ChainEngine> engines = new ArrayList<>();
        for (SimulatedNode node : working) {
            Optional<ChainEngine> engine = node.engine();
            if (engine.isEmpty()) {
                findings.report(NAME, node.name() + " does not run after healing (" + when + ")");
                return;
            }
            engines.add(engine.get());
        }
        ChainEngine best = engines.getFirst();
        for (ChainEngine engine : engines) {
            best = height(engine) > height(best) ? engine : best;
        }
        checkHeads(when, engines, best);
        long lowest = engines.stream()
                .mapToLong(engine -> engine.finalBlock().header().height().value())
                .min()
                .orElseThrow();
        boolean near = height(best) - lowest <= 3L * draw.nodes() + TRAVELLING_MAX;
        if (lowest > finalBefore && near) {
            return;
        }
        int bound = boundElsewhere(best, working);
        if (votesBind && bound > working.size() - draw.quorum()) {
            stalled =
                    bound + " of " + working.size() + " working producers voted for branches that lost (" + when + ")";
            return;
        }
        long often = working.stream()
                .filter(node -> judges.hasVotedOften(node.index()))
                .count();
        if (draw.setsChange() && often > working.size() - draw.quorum()) {
            stalled = often + " of " + working.size()
                    + " working producers voted for the block of an election as often as they may (" + when + ")";
            return;
        }
        findings.report(
                NAME,
                "finality does not go on within " + draw.healingMillis() + " ms (" + when + "): final height " + lowest
                        + ", it was " + finalBefore + " before, head " + height(best) + ", " + bound
                        + " producers bound elsewhere");
    }

    private void checkHeads(String when, List<ChainEngine> engines, ChainEngine best) {
        long common = height(best) - TRAVELLING_MAX;
        for (ChainEngine engine : engines) {
            String head = EngineView.hex(engine.head().id());
            boolean behind = height(engine) < common;
            boolean beside = common > 0
                    && !behind
                    && !engine.mainBlockAt(new Height(common)).equals(best.mainBlockAt(new Height(common)));
            if (behind || beside) {
                findings.report(
                        NAME,
                        "nodes do not come to one head within " + draw.healingMillis() + " ms (" + when + "): one is "
                                + head + " at height " + height(engine) + ", another "
                                + EngineView.hex(best.head().id()) + " at height " + height(best));
                return;
            }
        }
    }

    /** Working producers whose last vote is above the final block and not on the branch of {@code best}. */
    private int boundElsewhere(ChainEngine best, List<SimulatedNode> working) {
        int bound = 0;
        String head = EngineView.hex(best.head().id());
        long finalHeight = best.finalBlock().header().height().value();
        for (SimulatedNode node : nodes) {
            Optional<String> vote = judges.journal().lastVote(node.index());
            boolean elsewhere = vote.filter(
                            block -> judges.blocks().heightOf(block).orElse(0L) > finalHeight)
                    .filter(block -> !judges.blocks().descends(head, block))
                    .isPresent();
            bound += elsewhere && working.contains(node) ? 1 : 0;
        }
        return bound;
    }

    private static long height(ChainEngine engine) {
        return engine.head().header().height().value();
    }
}
