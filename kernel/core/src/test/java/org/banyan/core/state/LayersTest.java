package org.banyan.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.junit.jupiter.api.Test;

/** Overlays and layers against a plain map, over random operations from printed seeds. */
class LayersTest {
    private static final Address ONE = new Address(new Hash(0, 0, 0, 1));
    private static final Address TWO = new Address(new Hash(0, 0, 0, 2));

    private record Plain(NavigableMap<StateKey, Bytes> entries) implements StateView {
        @Override
        public Optional<Bytes> get(StateKey key) {
            return Optional.ofNullable(entries.get(key));
        }

        @Override
        public void scan(Address contract, Bytes prefix, BiPredicate<Bytes, Bytes> visitor) {
            for (var entry : entries.tailMap(new StateKey(contract, prefix)).entrySet()) {
                boolean inside = entry.getKey().contract().equals(contract)
                        && entry.getKey().key().startsWith(prefix);
                if (!inside || !visitor.test(entry.getKey().key(), entry.getValue())) {
                    return;
                }
            }
        }
    }

    @Test
    void layers_and_overlays_answer_what_a_plain_map_answers() {
        for (long seed = 1; seed <= 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Plain base = new Plain(new TreeMap<>());
            NavigableMap<StateKey, Bytes> expected = new TreeMap<>();
            for (int i = 0; i < 10; i++) {
                base.entries().put(key(random), value(random));
            }
            expected.putAll(base.entries());
            List<ChangeSet> layers = new ArrayList<>();
            for (int block = 0; block < 4; block++) {
                Overlay overlay = new Overlay(new LayeredState(base, layers));
                for (int i = 0; i < 12; i++) {
                    change(overlay, expected, random);
                    if (random.nextInt(4) == 0) {
                        same(overlay, expected, seed); // an overlay that was scanned stays right
                    }
                }
                same(overlay, expected, seed);
                ChangeSet changes = overlay.changes();
                StateView parent = new LayeredState(base, layers);
                ChangeSet read = ChangeSet.CODEC.decode(ChangeSet.CODEC.encode(changes));
                assertThat(read).isEqualTo(changes);
                assertThat(changes.inverse(parent)).as("seed %d", seed).isEqualTo(read.inverse(parent));
                assertThat(read.undoneBy().decode(changes.valuesBefore(parent))).isEqualTo(read.inverse(parent));
                assertThat(read.valuesBefore(parent)).isEqualTo(changes.valuesBefore(parent));
                layers.addFirst(changes);
                same(new LayeredState(base, layers), expected, seed);
            }
        }
    }

    private static void change(Overlay overlay, NavigableMap<StateKey, Bytes> expected, SplittableRandom random) {
        StateKey key = key(random);
        switch (random.nextInt(3)) {
            case 0 -> {
                overlay.remove(key);
                expected.remove(key);
            }
            case 1 -> {
                Bytes value = value(random);
                overlay.put(key, value);
                expected.put(key, value);
            }
            default -> {
                int mark = overlay.mark();
                overlay.put(key, value(random));
                overlay.remove(key(random));
                overlay.rollback(mark);
            }
        }
    }

    private static void same(StateView view, NavigableMap<StateKey, Bytes> expected, long seed) {
        Plain plain = new Plain(expected);
        for (Address contract : List.of(ONE, TWO)) {
            for (String prefix : List.of("", "a", "b", "ab")) {
                assertThat(scanned(view, contract, Bytes.utf8(prefix), 100))
                        .as("seed %d prefix '%s'", seed, prefix)
                        .isEqualTo(scanned(plain, contract, Bytes.utf8(prefix), 100));
                assertThat(scanned(view, contract, Bytes.utf8(prefix), 2))
                        .as("seed %d prefix '%s', first 2", seed, prefix)
                        .isEqualTo(scanned(plain, contract, Bytes.utf8(prefix), 2));
            }
        }
        expected.forEach(
                (key, value) -> assertThat(view.get(key)).as("seed %d", seed).contains(value));
    }

    private static List<String> scanned(StateView view, Address contract, Bytes prefix, int limit) {
        List<String> found = new ArrayList<>();
        view.scan(contract, prefix, (key, value) -> {
            found.add(key + "=" + value);
            return found.size() < limit;
        });
        return found;
    }

    private static StateKey key(SplittableRandom random) {
        String[] keys = {"a", "ab", "abc", "b", "ba", "c"};
        return new StateKey(random.nextBoolean() ? ONE : TWO, Bytes.utf8(keys[random.nextInt(keys.length)]));
    }

    private static Bytes value(SplittableRandom random) {
        return Bytes.wrap(new byte[random.nextInt(3)]);
    }

    @Test
    void a_change_set_keeps_its_canonical_form_and_its_inverse_undoes_it() {
        Plain base = new Plain(new TreeMap<>());
        base.entries().put(new StateKey(ONE, Bytes.utf8("kept")), Bytes.utf8("old"));
        Overlay overlay = new Overlay(base);
        overlay.put(new StateKey(ONE, Bytes.utf8("kept")), Bytes.utf8("new"));
        overlay.put(new StateKey(TWO, Bytes.utf8("empty")), Bytes.EMPTY);
        overlay.put(new StateKey(TWO, Bytes.utf8("gone")), Bytes.utf8("x"));
        overlay.remove(new StateKey(TWO, Bytes.utf8("gone")));
        ChangeSet changes = overlay.changes();
        assertThat(changes.changes()).hasSize(2);
        assertThat(ChangeSet.CODEC.decode(ChangeSet.CODEC.encode(changes))).isEqualTo(changes);
        StateView undone = new LayeredState(new LayeredState(base, List.of(changes)), List.of(changes.inverse(base)));
        assertThat(undone.get(new StateKey(ONE, Bytes.utf8("kept")))).contains(Bytes.utf8("old"));
        assertThat(undone.get(new StateKey(TWO, Bytes.utf8("empty")))).isEmpty();
    }
}
