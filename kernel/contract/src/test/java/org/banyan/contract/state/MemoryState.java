package org.banyan.contract.state;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.contract.ContractContext.StateEntry;
import org.banyan.contract.StateAccess;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;

/** One contract's state in memory. */
final class MemoryState implements StateAccess {
    final TreeMap<Bytes, Bytes> entries = new TreeMap<>();

    @Override
    public Optional<Bytes> read(Bytes key) {
        return Optional.ofNullable(entries.get(key));
    }

    @Override
    public void write(Bytes key, Bytes value) {
        entries.put(key, value);
    }

    @Override
    public void remove(Bytes key) {
        entries.remove(key);
    }

    @Override
    public void add(Bytes key, Amount delta) {
        entries.put(key, amount(key).plus(delta).toBytes());
    }

    @Override
    public boolean take(Bytes key, Amount delta) {
        if (amount(key).compareTo(delta) < 0) {
            return false;
        }
        entries.put(key, amount(key).minus(delta).toBytes());
        return true;
    }

    private Amount amount(Bytes key) {
        return read(key).map(Amount::fromBytes).orElse(Amount.ZERO);
    }

    @Override
    public List<StateEntry> scan(Bytes prefix, int limit) {
        return entries.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .limit(limit)
                .map(entry -> new StateEntry(entry.getKey(), entry.getValue()))
                .toList();
    }
}
