package org.banyan.simulation.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.banyan.node.signing.GuardFiles;
import org.banyan.types.Bytes;

/**
 * A directory for a sign guard's files. A file is durable when its write returns; names are durable when the directory is synced, until then a power cut keeps
 * or loses each of them. A failing write leaves a torn file.
 *
 * <p>Confined to one thread.
 */
public final class SimulatedGuardFiles implements GuardFiles {
    private final Map<Path, Bytes> visible = new TreeMap<>();
    private final Map<Path, Bytes> durable = new TreeMap<>();
    private boolean failing;

    /** The next step fails, once. */
    public void failNext() {
        failing = true;
    }

    public void mended() {
        failing = false;
    }

    public void powerCut(SplittableRandom random) {
        var names = new TreeSet<Path>(visible.keySet());
        names.addAll(durable.keySet());
        for (Path name : names) {
            if (random.nextBoolean()) {
                copy(durable, visible, name);
            }
        }
        durable.clear();
        durable.putAll(visible);
        failing = false;
    }

    private static void copy(Map<Path, Bytes> from, Map<Path, Bytes> to, Path name) {
        Bytes content = from.get(name);
        if (content == null) {
            to.remove(name);
        } else {
            to.put(name, content);
        }
    }

    @Override
    public Optional<Lock> lock(Path file) {
        return Optional.of(() -> {});
    }

    @Override
    public Optional<Bytes> read(Path file, int bytesMax) {
        return Optional.ofNullable(visible.get(file));
    }

    @Override
    public void writeSynced(Path file, Bytes content) throws IOException {
        if (failing) {
            visible.put(file, content.slice(0, content.size() / 2));
            durable.put(file, content.slice(0, content.size() / 2));
        }
        step("write " + file);
        visible.put(file, content);
        durable.put(file, content);
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        step("rename " + from);
        visible.put(to, Optional.ofNullable(visible.remove(from)).orElseThrow());
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        step("sync " + directory);
        durable.clear();
        durable.putAll(visible);
    }

    private void step(String what) throws IOException {
        if (failing) {
            failing = false;
            throw new IOException("the simulated device did not " + what);
        }
    }
}
