package org.banyan.core.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.contract.AccessSet.Mode;
import org.banyan.core.execution.plan.KeyUse;
import org.banyan.core.state.StateKey;
import org.banyan.types.Address;
import org.banyan.types.Bytes;

/**
 * A state key that a call touched, as a template: what of it is the sender, the called contract or a part of the arguments is taken from the next call. Parts
 * of the arguments are found again by where they stand, so calls of another shape make other keys, which costs time alone.
 *
 * @param contract whose key it is; empty when it is the called contract's own
 */
record LearnedKey(Optional<Address> contract, List<Part> parts, Mode mode, boolean prefix) {
    /** Bytes of an address or hash: what is long enough to be no coincidence. */
    private static final int WORD = 32;

    /** Arguments and keys are searched up to here. */
    static final int SEARCHED_MAX = 512;

    /** A piece of a key. */
    sealed interface Part {
        record Fixed(Bytes bytes) implements Part {}

        record Sender() implements Part {}

        record Self() implements Part {}

        /** The word of the arguments that starts {@code fromStart} bytes in. */
        record Argument(int fromStart) implements Part {}
    }

    LearnedKey {
        parts = List.copyOf(parts);
    }

    static LearnedKey of(KeyUse use, Expectations.CallId call) {
        Bytes key = use.key().key();
        List<Part> parts = new ArrayList<>();
        int from = 0;
        int at = 0;
        while (at + WORD <= Math.min(key.size(), SEARCHED_MAX)) {
            Optional<Part> known = part(key, at, call);
            if (known.isEmpty()) {
                at++;
                continue;
            }
            if (at > from) {
                parts.add(new Part.Fixed(key.slice(from, at)));
            }
            parts.add(known.get());
            at += WORD;
            from = at;
        }
        if (from < key.size()) {
            parts.add(new Part.Fixed(key.slice(from, key.size())));
        }
        Address contract = use.key().contract();
        return new LearnedKey(
                contract.equals(call.contract()) ? Optional.empty() : Optional.of(contract),
                parts,
                use.mode(),
                use.prefix());
    }

    private static Optional<Part> part(Bytes key, int at, Expectations.CallId call) {
        if (isWord(key, at, call.sender().bytes(), 0)) {
            return Optional.of(new Part.Sender());
        }
        if (isWord(key, at, call.contract().bytes(), 0)) {
            return Optional.of(new Part.Self());
        }
        Bytes arguments = call.arguments();
        int end = Math.min(arguments.size(), SEARCHED_MAX) - WORD;
        for (int i = 0; i <= end; i++) {
            if (isWord(key, at, arguments, i)) {
                return Optional.of(new Part.Argument(i));
            }
        }
        return Optional.empty();
    }

    private static boolean isWord(Bytes key, int at, Bytes other, int otherAt) {
        for (int i = 0; i < WORD; i++) {
            if (key.at(at + i) != other.at(otherAt + i)) {
                return false;
            }
        }
        return true;
    }

    /** How many pairs of positions {@link #of(KeyUse, Expectations.CallId)} may have to compare. */
    static long work(KeyUse use, Expectations.CallId call) {
        return (long) Math.min(use.key().key().size(), SEARCHED_MAX)
                * (2 + Math.min(call.arguments().size(), SEARCHED_MAX));
    }

    /** The key that {@code call} touches; empty when its arguments are too short. */
    Optional<KeyUse> of(Expectations.CallId call) {
        Bytes[] bytes = new Bytes[parts.size()];
        for (int i = 0; i < bytes.length; i++) {
            switch (parts.get(i)) {
                case Part.Fixed fixed -> bytes[i] = fixed.bytes();
                case Part.Sender sender -> bytes[i] = call.sender().bytes();
                case Part.Self self -> bytes[i] = call.contract().bytes();
                case Part.Argument argument -> {
                    if (argument.fromStart() + WORD > call.arguments().size()) {
                        return Optional.empty();
                    }
                    bytes[i] = call.arguments().slice(argument.fromStart(), argument.fromStart() + WORD);
                }
            }
        }
        return Optional.of(
                new KeyUse(new StateKey(contract.orElse(call.contract()), Bytes.concat(bytes)), mode, prefix));
    }
}
