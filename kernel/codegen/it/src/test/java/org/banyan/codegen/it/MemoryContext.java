package org.banyan.codegen.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.contract.CodeBinding;
import org.banyan.contract.ContractContext;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.TransactionId;
import org.banyan.types.crypto.PublicKey;

/** One contract's state in memory, and what calls left behind. Nested calls go to {@link #nested}. */
final class MemoryContext implements ContractContext {
    static final Address SELF = address(1);
    static final Address ALICE = address(2);
    static final Address BOB = address(3);

    final TreeMap<Bytes, Bytes> entries = new TreeMap<>();
    final List<String> events = new ArrayList<>();
    final List<String> effects = new ArrayList<>();
    NestedCall nested = (contract, method, arguments, view) -> {
        throw new UnsupportedOperationException("this test has no other contract");
    };

    interface NestedCall {
        Bytes call(Address contract, String method, Bytes arguments, boolean view);
    }

    static Address address(int number) {
        return new Address(new Hash(0, 0, 0, number));
    }

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
        store(key, amount(key).plus(delta));
    }

    @Override
    public boolean take(Bytes key, Amount delta) {
        if (amount(key).compareTo(delta) < 0) {
            return false;
        }
        store(key, amount(key).minus(delta));
        return true;
    }

    private Amount amount(Bytes key) {
        return read(key).map(Amount::fromBytes).orElse(Amount.ZERO);
    }

    private void store(Bytes key, Amount amount) {
        if (amount.isZero()) {
            entries.remove(key);
        } else {
            entries.put(key, amount.toBytes());
        }
    }

    @Override
    public List<StateEntry> scan(Bytes prefix, int limit) {
        return entries.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .limit(limit)
                .map(entry -> new StateEntry(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public Bytes call(Address contract, String method, Bytes arguments) {
        return nested.call(contract, method, arguments, false);
    }

    @Override
    public Bytes callView(Address contract, String method, Bytes arguments) {
        return nested.call(contract, method, arguments, true);
    }

    @Override
    public void emit(String name, Bytes payload) {
        events.add(name + " " + payload);
    }

    @Override
    public void send(ChainId target, Bytes payload) {
        effects.add("send " + payload);
    }

    @Override
    public void bindCode(Address address, CodeBinding binding) {
        effects.add("bind " + binding.name());
    }

    @Override
    public Optional<CodeBinding> boundCode(Address address) {
        return Optional.empty();
    }

    @Override
    public void charge(long units) {
        effects.add("charge " + units);
    }

    @Override
    public ChainId chainId() {
        return new ChainId(hash(Bytes.utf8("chain")));
    }

    @Override
    public Height height() {
        return new Height(7);
    }

    @Override
    public Timestamp time() {
        return new Timestamp(7_000);
    }

    @Override
    public Address producer() {
        return address(9);
    }

    @Override
    public Optional<TransactionId> transaction() {
        return Optional.empty();
    }

    @Override
    public Address self() {
        return SELF;
    }

    @Override
    public Address caller() {
        return ALICE;
    }

    @Override
    public Address sender() {
        return ALICE;
    }

    @Override
    public Hash hash(Bytes data) {
        return new Hash(0, 0, 0, data.hashCode());
    }

    @Override
    public boolean verify(PublicKey key, Hash message, Bytes signature) {
        return signature.equals(message.bytes());
    }

    @Override
    public Address addressOf(PublicKey key) {
        return BOB;
    }

    @Override
    public Address addressOfContract(Address deployer, Bytes salt) {
        return deployer;
    }
}
