package org.banyan.simulation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.consensus.SignGuard;
import org.banyan.node.signing.FileSignGuard;
import org.banyan.node.signing.GuardFiles;
import org.banyan.simulation.node.NodeParts;
import org.banyan.types.Bytes;
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
