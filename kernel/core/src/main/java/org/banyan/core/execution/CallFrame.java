package org.banyan.core.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.contract.AccessSet.Mode;
import org.banyan.contract.CodeBinding;
import org.banyan.contract.CommonFailure;
import org.banyan.contract.ContractContext;
import org.banyan.contract.ContractFailure;
import org.banyan.contract.Offences;
import org.banyan.contract.OtherChains;
import org.banyan.contract.SystemAddresses;
import org.banyan.core.state.StateKey;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.TransactionId;
import org.banyan.types.Verdict;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.Tag;
import org.banyan.types.specification.CostTable;

/** The context of one call: what the contract sees, metered and confined to its own state. */
final class CallFrame implements ContractContext {
    /** Longest state key in bytes. */
    static final int KEY_BYTES_MAX = 512;

    /** What an amount is charged for, whatever its size. */
    private static final int AMOUNT_BYTES = 32;

    private final CallStack stack;
    private final Address self;
    private final Address caller;
    private final CostTable costs;

    CallFrame(CallStack stack, Address self, Address caller) {
        this.stack = stack;
        this.self = self;
        this.caller = caller;
        this.costs = stack.costs();
    }

    @Override
    public ChainId chainId() {
        return stack.rules().chainId();
    }

    @Override
    public Height height() {
        return stack.environment().height();
    }

    @Override
    public Timestamp time() {
        return stack.environment().time();
    }

    @Override
    public Address producer() {
        return stack.environment().producer();
    }

    @Override
    public Optional<TransactionId> transaction() {
        return stack.transaction();
    }

    @Override
    public Address self() {
        return self;
    }

    @Override
    public Address caller() {
        return caller;
    }

    @Override
    public Address sender() {
        return stack.sender();
    }

    @Override
    public Optional<Bytes> read(Bytes key) {
        StateKey full = touch(key, Mode.READ);
        stack.meter().charge(costs.read());
        Optional<Bytes> value = stack.state().get(full);
        value.ifPresent(present -> stack.meter().charge(present.size(), costs.stateByte()));
        return value;
    }

    @Override
    public void write(Bytes key, Bytes value) {
        put(touch(key, Mode.WRITE), value);
    }

    private void put(StateKey key, Bytes value) {
        if (value.size() > stack.rules().specification().limits().valueBytes()) {
            throw new ContractFailure(CommonFailure.LIMIT_EXCEEDED, "a state value has " + value.size() + " bytes");
        }
        stack.meter().charge(costs.write());
        stack.meter().charge(key.key().size() + value.size(), costs.stateByte());
        stack.state().put(key, value);
    }

    @Override
    public void remove(Bytes key) {
        StateKey full = touch(key, Mode.WRITE);
        stack.meter().charge(costs.write());
        stack.state().remove(full);
    }

    @Override
    public void add(Bytes key, Amount delta) {
        StateKey full = moving(key, Mode.ADD);
        try {
            stack.state().add(full, delta);
        } catch (ArithmeticException overflow) {
            throw new ContractFailure(CommonFailure.AMOUNT_OVERFLOW, "an amount would reach 2^256");
        } catch (IllegalArgumentException noAmount) {
            throw noAmount();
        }
    }

    @Override
    public boolean take(Bytes key, Amount delta) {
        StateKey full = moving(key, Mode.TAKE);
        try {
            return stack.state().take(full, delta);
        } catch (IllegalArgumentException noAmount) {
            throw noAmount();
        }
    }

    /** Charges for a move of an amount. What it costs must not tell how large the amount is, or moves would not commute. */
    private StateKey moving(Bytes key, Mode mode) {
        StateKey full = touch(key, mode);
        stack.meter().charge(costs.read());
        stack.meter().charge(costs.write());
        stack.meter().charge(key.size() + AMOUNT_BYTES, costs.stateByte());
        return full;
    }

    private static ContractFailure noAmount() {
        return new ContractFailure(CommonFailure.NOT_ALLOWED, "the value at this key is no amount");
    }

    @Override
    public List<StateEntry> scan(Bytes prefix, int limit) {
        StateKey full = touch(prefix, Mode.READ, true);
        stack.meter().charge(costs.read());
        List<StateEntry> entries = new ArrayList<>();
        if (limit > 0) {
            stack.state().scan(self, full.key(), (key, value) -> {
                stack.meter().charge(costs.read());
                stack.meter().charge(key.size() + value.size(), costs.stateByte());
                entries.add(new StateEntry(key, value));
                return entries.size() < limit;
            });
        }
        return entries;
    }

    @Override
    public Bytes call(Address contract, String method, Bytes arguments) {
        return stack.call(contract, self, method, arguments);
    }

    @Override
    public Bytes callView(Address contract, String method, Bytes arguments) {
        return stack.callView(contract, self, method, arguments);
    }

    @Override
    public void emit(String name, Bytes payload) {
        stack.meter().charge(costs.event());
        stack.meter().charge(payload.size(), costs.eventByte());
        stack.emit(self, name, payload);
    }

    @Override
    public void send(ChainId target, Bytes payload) {
        stack.meter().charge(costs.event());
        stack.meter().charge(payload.size(), costs.eventByte());
        stack.send(self, target, payload);
    }

    @Override
    public void charge(long units) {
        stack.meter().charge(units);
    }

    @Override
    public Hash hash(Bytes data) {
        stack.meter().charge(costs.hash());
        stack.meter().charge(data.size(), costs.transactionByte());
        return stack.rules().suite().hash().hash(Tag.CONTRACT_DATA, data);
    }

    @Override
    public boolean verify(PublicKey key, Hash message, Bytes signature) {
        stack.meter().charge(costs.signature());
        return stack.rules()
                .suite()
                .scheme(key.scheme())
                .map(scheme -> scheme.verify(message, key.bytes(), signature))
                .orElse(false);
    }

    @Override
    public OtherChains chains() {
        return new FollowedChains(
                stack.rules(), stack.meter(), stack.environment().time());
    }

    @Override
    public Offences offences() {
        return !stack.sender().equals(SystemAddresses.KERNEL)
                ? Offences.NONE
                : new MeteredOffences(stack.environment().offences(), stack.meter(), costs);
    }

    @Override
    public Address addressOf(PublicKey key) {
        stack.meter().charge(costs.hash());
        return stack.rules().suite().addressOf(key);
    }

    @Override
    public Address addressOfContract(Address deployer, Bytes salt) {
        stack.meter().charge(costs.hash());
        return stack.rules().suite().addressOfContract(deployer, salt);
    }

    @Override
    public void bindCode(Address address, CodeBinding binding) {
        if (!stack.rules().registryContract().equals(Optional.of(self))) {
            throw new ContractFailure(CommonFailure.NOT_ALLOWED, "only the registry binds code");
        }
        stack.meter().charge(costs.deploy());
        stack.meter().charge(binding.code().size(), costs.codeByte());
        if (stack.directory().audit(binding) instanceof Verdict.Rejected rejected) {
            throw new ContractFailure(CommonFailure.CODE_REFUSED, rejected.reason());
        }
        StateKey key = ContractDirectory.key(address);
        stack.listener().touched(key, Mode.WRITE, false);
        Optional<CodeBinding> bound = stack.directory().binding(address, stack.state());
        if (bound.isPresent()
                && (!bound.get().name().equals(binding.name()) || bound.get().version() >= binding.version())) {
            throw new ContractFailure(
                    CommonFailure.NOT_ALLOWED,
                    "the address runs " + bound.get().name() + " version "
                            + bound.get().version() + " already");
        }
        stack.state().put(key, ContractDirectory.BINDING.encode(binding));
    }

    @Override
    public Optional<CodeBinding> boundCode(Address address) {
        stack.meter().charge(costs.read());
        stack.listener().touched(ContractDirectory.key(address), Mode.READ, false);
        return stack.directory().binding(address, stack.state());
    }

    private StateKey touch(Bytes key, Mode mode) {
        return touch(key, mode, false);
    }

    private StateKey touch(Bytes key, Mode mode, boolean prefix) {
        if (key.size() > KEY_BYTES_MAX) {
            throw new ContractFailure(CommonFailure.LIMIT_EXCEEDED, "a state key has " + key.size() + " bytes");
        }
        StateKey full = new StateKey(self, key);
        stack.listener().touched(full, mode, prefix);
        return full;
    }
}
