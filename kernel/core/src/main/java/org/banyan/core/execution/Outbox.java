package org.banyan.core.execution;

import org.banyan.contract.AccessSet.Mode;
import org.banyan.contract.SystemAddresses;
import org.banyan.core.state.Overlay;
import org.banyan.core.state.StateKey;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.receipt.OutgoingMessage;

/** Numbered messages per target chain, kept as state so that they can be proven. DESIGN.md 6. */
final class Outbox {
    /** In front of the kernel's own keys that are not addresses (those have 32 bytes). */
    private static final Bytes PREFIX = Bytes.utf8("outbox/");

    private final Overlay state;
    private final AccessListener listener;

    Outbox(Overlay state, AccessListener listener) {
        this.state = state;
        this.listener = listener;
    }

    OutgoingMessage append(ChainId target, Address contract, Bytes payload) {
        StateKey counter = new StateKey(SystemAddresses.KERNEL, Bytes.concat(PREFIX, target.bytes()));
        listener.touched(counter, Mode.WRITE, false);
        long number =
                state.get(counter).map(Amount::fromBytes).orElse(Amount.ZERO).toLongSaturated();
        OutgoingMessage message = new OutgoingMessage(target, number, contract, payload);
        state.put(counter, Amount.of(number + 1).toBytes());
        StateKey key = key(target, number);
        listener.touched(key, Mode.WRITE, false);
        state.put(key, OutgoingMessage.CODEC.encode(message));
        return message;
    }

    static StateKey key(ChainId target, long number) {
        byte[] position = new byte[Long.BYTES];
        for (int i = 0; i < Long.BYTES; i++) {
            position[i] = (byte) (number >>> 8 * (Long.BYTES - 1 - i));
        }
        return new StateKey(SystemAddresses.KERNEL, Bytes.concat(PREFIX, target.bytes(), Bytes.wrap(position)));
    }
}
