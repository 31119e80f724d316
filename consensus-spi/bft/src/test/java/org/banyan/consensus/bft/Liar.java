package org.banyan.consensus.bft;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.ForkChoice.Tip;
import org.banyan.consensus.KnownBlocks;
import org.banyan.consensus.SignGuard;
import org.banyan.consensus.SignRequest;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.consensus.quorum.QuorumWitness;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;

/**
 * Accepts and commits to every block in every view that it hears of, gives up every view without telling a lock, makes two blocks whenever it leads, and proposes
 * with whatever quorum of view changes it likes. Signs with a key that no guard holds back.
 */
final class Liar implements ConsensusAgent {
    private final BftChain chain;
    private final Signer signer;
    private final SplittableRandom random;
    private final TreeSet<String> said = new TreeSet<>();
    private final Map<Long, Map<Integer, Message>> changes = new TreeMap<>();
    private Optional<Tip> parent = Optional.empty();

    Liar(BftChain chain, Signer signer, long seed) {
        this.chain = chain;
        this.signer = signer;
        this.random = new SplittableRandom(seed);
    }

    /** Signs whatever it is asked for. */
    static SignGuard guard(CryptoSuite suite, BftChain chain, Signer signer) {
        return new SignGuard() {
            @Override
            public Optional<Bytes> sign(SignRequest request) {
                return Optional.of(signer.sign(suite.signingHash(chain.id(), request.type(), request.object())));
            }

            @Override
            public Map<SignatureType, SignRequest> lastSigned() {
                return new TreeMap<>();
            }
        };
    }

    @Override
    public List<AgentEffect> on(AgentEvent event, KnownBlocks blocks) {
        List<AgentEffect> effects = new ArrayList<>();
        switch (event) {
            case AgentEvent.HeadChanged changed -> {
                if (!parent.map(Tip::id).equals(Optional.of(changed.finalBlock().id()))) {
                    parent = Optional.of(changed.finalBlock());
                    changes.clear();
                    makeBlocks(0, effects);
                }
            }
            case AgentEvent.TimerFired fired -> twoBlocks(Long.parseLong(fired.timer()), fired, effects);
            case AgentEvent.BlockBuilt built ->
                effects.add(new AgentEffect.Sign(new SignRequest(
                        SignatureType.BLOCK,
                        built.header().height().value(),
                        0,
                        built.id(),
                        built.id().hash())));
            case AgentEvent.Signed signed ->
                effects.add(new AgentEffect.Publish(signed.request().block(), QuorumWitness.seal(signed.signature())));
            case AgentEvent.BlockAdded added ->
                HeaderData.of(added.block().header()).ifPresent(data -> {
                    agree(data.view(), added.block().id(), effects);
                    if (leads(data.view()) && data.view() > 0) {
                        propose(data.view(), added.block().id(), effects);
                    }
                });
            case AgentEvent.Received received ->
                Message.read(received.message())
                        .filter(message -> message.height().equals(height()))
                        .ifPresent(message -> onMessage(message, effects));
            default -> {}
        }
        return effects;
    }

    private void onMessage(Message message, List<AgentEffect> effects) {
        switch (message.phase()) {
            case CHANGE -> {
                changes.computeIfAbsent(message.view(), view -> new LinkedHashMap<>())
                        .put(message.position(), message);
                Message own = signed(new Statement(Phase.CHANGE, message.view(), 0), parentId(), Optional.empty());
                changes.get(message.view()).put(own.position(), own);
                say(own, effects);
                if (leads(message.view())) {
                    makeBlocks(message.view(), effects);
                }
            }
            case PROPOSE, PREPARE, COMMIT -> agree(message.view(), message.block(), effects);
        }
    }

    private void agree(long view, BlockId block, List<AgentEffect> effects) {
        for (Phase phase : List.of(Phase.PREPARE, Phase.COMMIT)) {
            say(signed(Statement.of(phase, view), block, Optional.empty()), effects);
        }
    }

    private void propose(long view, BlockId block, List<AgentEffect> effects) {
        List<Message> some =
                new ArrayList<>(changes.getOrDefault(view, Map.of()).values());
        while (some.size() > quorum().weight()) {
            some.remove(random.nextInt(some.size()));
        }
        some.sort((one, other) -> Integer.compare(one.position(), other.position()));
        List<Message.Change> carried = some.stream()
                .map(change ->
                        new Message.Change(change.vote(), change.statement().lock(), change.block()))
                .toList();
        Message bare = signed(Statement.of(Phase.PROPOSE, view), block, Optional.empty());
        say(new Message(bare.height(), bare.statement(), block, bare.vote(), carried, Optional.empty()), effects);
    }

    private void makeBlocks(long view, List<AgentEffect> effects) {
        if (position() >= 0 && leads(view) && said.add("lead " + height() + " " + view)) {
            effects.add(new AgentEffect.SetTimer(
                    Long.toString(view), parent.orElseThrow().header().time().plusMillis(chain.slotMillis())));
        }
    }

    private void twoBlocks(long view, AgentEvent.TimerFired fired, List<AgentEffect> effects) {
        Bytes data = HeaderData.CODEC.encode(new HeaderData(view, Optional.empty()));
        for (long later : List.of(0L, 1L)) {
            effects.add(new AgentEffect.Propose(parentId(), fired.now().plusMillis(later), data));
        }
    }

    private Message signed(Statement statement, BlockId block, Optional<Lock> lock) {
        var ballot = quorum().ballot(height(), block, statement.encoded());
        Bytes signature =
                signer.sign(chain.suite().signingHash(chain.id(), SignatureType.VOTE, quorum().object(ballot)));
        return new Message(
                height(),
                statement,
                block,
                new VoteSignature(Math.max(0, position()), signature),
                List.of(),
                lock.map(Lock::certificate));
    }

    private void say(Message message, List<AgentEffect> effects) {
        if (position() >= 0
                && said.add(message.height() + " " + message.statement() + " " + message.block() + " "
                        + message.changes().size())) {
            effects.add(new AgentEffect.Send(Message.CODEC.encode(message)));
        }
    }

    private boolean leads(long view) {
        return BftChain.leader(height(), view, quorum().producers()) == position();
    }

    private Height height() {
        return parent.map(tip -> tip.header().height().next()).orElse(Height.GENESIS);
    }

    private BlockId parentId() {
        return parent.orElseThrow().id();
    }

    private Quorum quorum() {
        return ((BftState) parent.orElseThrow().state()).quorum();
    }

    private int position() {
        var producers = quorum().producers().producers();
        for (int i = 0; i < producers.size(); i++) {
            if (producers.get(i).key().equals(signer.publicKey())) {
                return i;
            }
        }
        return -1;
    }
}
