package org.banyan.consensus.bft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.tck.lab.Delays;
import org.banyan.consensus.tck.lab.LabNetwork;
import org.banyan.types.BlockId;
import org.junit.jupiter.api.Test;

/** What four members say to each other, as one reads it. "2: COMMIT 3.1 A" is member 2 committing to block A in view 1 of height 3. */
class TranscriptTest {
    private static final long SLOT = SmallCase.SLOT;

    private final List<String> lines = new ArrayList<>();
    private final Map<BlockId, String> names = new TreeMap<>();

    /** What the network never delivers. */
    private String lost = "nothing";

    @Test
    void a_height_without_faults() {
        LabNetwork network = network(Delays.constant(5));
        network.runUntil(network.now().plusMillis(SLOT + 50));
        assertThat(lines)
                .containsExactly(
                        "1: makes A",
                        "1: PREPARE 1.0 A",
                        "0: PREPARE 1.0 A",
                        "2: PREPARE 1.0 A",
                        "3: PREPARE 1.0 A",
                        "2: keeps a lock on A",
                        "2: COMMIT 1.0 A",
                        "3: keeps a lock on A",
                        "3: COMMIT 1.0 A",
                        "0: keeps a lock on A",
                        "0: COMMIT 1.0 A",
                        "1: keeps a lock on A",
                        "1: COMMIT 1.0 A",
                        "0: certifies A",
                        "1: certifies A",
                        "2: certifies A",
                        "3: certifies A");
    }

    @Test
    void a_silent_leader_is_given_up_and_the_next_one_makes_the_block() {
        LabNetwork network = network(Delays.constant(5));
        network.nodes().get(1).stop();
        network.runUntil(network.now().plusMillis(2 * SLOT + 60));
        assertThat(lines.stream().filter(line -> !line.startsWith("1:")).filter(line -> !line.contains("keeps")))
                .startsWith("0: CHANGE 1.1 -", "2: CHANGE 1.1 -", "3: CHANGE 1.1 -")
                .containsSubsequence(
                        "2: makes A",
                        "2: PROPOSE 1.1 A",
                        "2: PREPARE 1.1 A",
                        "0: PREPARE 1.1 A",
                        "3: PREPARE 1.1 A",
                        "3: COMMIT 1.1 A",
                        "0: COMMIT 1.1 A",
                        "2: COMMIT 1.1 A",
                        "2: certifies A");
    }

    @Test
    void a_block_that_all_are_locked_on_is_what_the_next_leader_must_propose() {
        lost = "COMMIT 1.0";
        LabNetwork network = network(Delays.constant(5));
        network.runUntil(network.now().plusMillis(2 * SLOT + 60));
        assertThat(lines)
                .containsSubsequence(
                        "2: COMMIT 1.0 A",
                        "2: CHANGE 1.1 A",
                        "2: PROPOSE 1.1 A",
                        "2: PREPARE 1.1 A",
                        "0: PREPARE 1.1 A",
                        "0: COMMIT 1.1 A",
                        "0: certifies A");
        assertThat(lines).as("height 1 has one block").noneMatch(line -> line.contains(" 1.") && line.endsWith("B"));
    }

    private LabNetwork network(Delays delays) {
        LabNetwork network = new LabNetwork(new BftConsensusFactory(), SmallCase.parameters(SmallCase.FOUR), delays);
        for (int i = 0; i < 4; i++) {
            var signer = SmallCase.FOUR.signers().get(i);
            int member = i;
            network.node(Optional.of(signer.publicKey()), network.guard(signer), agent -> writtenDown(member, agent));
        }
        return network;
    }

    private ConsensusAgent writtenDown(int member, ConsensusAgent agent) {
        return (event, blocks) -> {
            List<AgentEffect> effects = agent.on(event, blocks);
            effects.forEach(effect -> write(member, effect));
            return effects.stream()
                    .filter(effect -> !(effect instanceof AgentEffect.Send send
                            && said(Message.CODEC.decode(send.message())).startsWith(lost)))
                    .toList();
        };
    }

    private void write(int member, AgentEffect effect) {
        switch (effect) {
            case AgentEffect.Publish publish -> lines.add(member + ": makes " + name(publish.block()));
            case AgentEffect.Send send -> {
                Message message = Message.CODEC.decode(send.message());
                String line = member + ": " + said(message);
                if (!lines.contains(line)) {
                    lines.add(line);
                }
            }
            case AgentEffect.KeepWitness keep -> lines.add(member + ": keeps a lock on " + name(keep.block()));
            case AgentEffect.AddWitness add -> lines.add(member + ": certifies " + name(add.block()));
            default -> {}
        }
    }

    private String said(Message message) {
        String block = message.phase() == Phase.CHANGE && message.lock().isEmpty() ? "-" : name(message.block());
        return message.phase() + " " + message.height() + "." + message.view() + " " + block;
    }

    private String name(BlockId block) {
        return names.computeIfAbsent(block, id -> Character.toString('A' + names.size()));
    }
}
