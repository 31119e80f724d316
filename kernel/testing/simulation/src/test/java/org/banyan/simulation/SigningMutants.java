package org.banyan.simulation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.KnownBlocks;
import org.banyan.consensus.SignGuard;
import org.banyan.consensus.SignRequest;
import org.banyan.node.signing.FileSignGuard;
import org.banyan.node.signing.GuardFiles;
import org.banyan.simulation.node.NodeParts;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;

/** Mistakes in what a key remembers of its signatures. */
final class SigningMutants {
    private SigningMutants() {}

    /** Each process begins a new record of signatures. */
    static NodeParts recordForgotten(NodeParts sound) {
        return new MutantParts(sound) {
            @Override
            public SignGuard guard(Path file, Signer signer, GuardFiles files, boolean first) {
                return super.guard(file, signer, new Behind(Optional.empty()), true);
            }
        };
    }

    /** A signature leaves before its record is on disk: the record is written with the next one. */
    static NodeParts signedBeforeSynced(NodeParts sound) {
        return new MutantParts(sound) {
            @Override
            public SignGuard guard(Path file, Signer signer, GuardFiles files, boolean first) {
                if (first) {
                    ((FileSignGuard) super.guard(file, signer, files, true)).close();
                }
                return super.guard(file, signer, new Behind(Optional.of(files)), false);
            }
        };
    }

    /**
     * After a restart the newest vote is signed once more, for what is the head now, and kept to itself; the guard lets it through. No peer ever sees it, and
     * whoever steals the disk has it.
     */
    static NodeParts votesAgain(NodeParts sound) {
        return new MutantParts(sound) {
            @Override
            public SignGuard guard(Path file, Signer signer, GuardFiles files, boolean first) {
                return new Lenient(
                        super.guard(file, signer, files, first),
                        signer,
                        definition().rules().suite(),
                        definition().rules().chainId());
            }

            @Override
            public ConsensusAgent agent(AgentSetup setup) {
                return new Repeater(super.agent(setup), setup);
            }
        };
    }

    /** Signs at a position again, whatever was signed there. */
    private record Lenient(SignGuard guard, Signer signer, CryptoSuite suite, ChainId chain) implements SignGuard {
        @Override
        public Optional<Bytes> sign(SignRequest request) {
            SignRequest last = guard.lastSigned().get(request.type());
            return last != null && request.major() == last.major() && request.minor() == last.minor()
                    ? Optional.of(signer.sign(suite.signingHash(chain, request.type(), request.object())))
                    : guard.sign(request);
        }

        @Override
        public Map<SignatureType, SignRequest> lastSigned() {
            return guard.lastSigned();
        }
    }

    private static final class Repeater implements ConsensusAgent {
        private final ConsensusAgent sound;
        private Optional<SignRequest> last;
        private Optional<SignRequest> again = Optional.empty();

        Repeater(ConsensusAgent sound, AgentSetup setup) {
            this.sound = sound;
            this.last = Optional.ofNullable(setup.lastSigned().get(SignatureType.VOTE));
        }

        @Override
        public List<AgentEffect> on(AgentEvent event, KnownBlocks blocks) {
            if (event instanceof AgentEvent.Signed signed && again.equals(Optional.of(signed.request()))) {
                return List.of();
            }
            List<AgentEffect> effects = new ArrayList<>();
            if (event instanceof AgentEvent.HeadChanged changed && last.isPresent()) {
                BlockId head = changed.head().id();
                again = Optional.of(new SignRequest(
                        SignatureType.VOTE, last.get().major(), last.get().minor(), head, head.hash()));
                effects.add(new AgentEffect.Sign(again.get()));
                last = Optional.empty();
            }
            effects.addAll(sound.on(event, blocks));
            return effects;
        }
    }

    /** Keeps the newest files in memory; what was there before is written when something newer comes. */
    private static final class Behind implements GuardFiles {
        private final Optional<GuardFiles> disk;
        private final Map<Path, Bytes> newest = new TreeMap<>();

        Behind(Optional<GuardFiles> disk) {
            this.disk = disk;
        }

        @Override
        public Optional<Lock> lock(Path file) {
            return Optional.of(() -> {});
        }

        @Override
        public Optional<Bytes> read(Path file, int bytesMax) throws IOException {
            Bytes kept = newest.get(file);
            return kept != null || disk.isEmpty()
                    ? Optional.ofNullable(kept)
                    : disk.get().read(file, bytesMax);
        }

        @Override
        public void writeSynced(Path file, Bytes content) {
            newest.put(file, content);
        }

        @Override
        public void replace(Path from, Path to) throws IOException {
            Bytes before = newest.get(to);
            if (disk.isPresent() && before != null) {
                disk.get().writeSynced(from, before);
                disk.get().replace(from, to);
                disk.get().syncDirectory(to);
            }
            newest.put(to, Optional.ofNullable(newest.remove(from)).orElseThrow());
        }

        @Override
        public void syncDirectory(Path directory) {}
    }
}
