package org.banyan.core.execution;

import java.util.Optional;
import org.banyan.contract.CodeBinding;
import org.banyan.contract.CommonFailure;
import org.banyan.contract.Contract;
import org.banyan.contract.ContractFailure;
import org.banyan.contract.SystemAddresses;
import org.banyan.core.state.StateKey;
import org.banyan.core.state.StateView;
import org.banyan.spi.runtime.ContractRuntime;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.RuleId;
import org.banyan.types.Verdict;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.specification.SystemContract;
import org.jspecify.annotations.Nullable;

/**
 * Which code an address runs. Bindings are state of the kernel's own address; an address without one is a key account and runs the collection's account
 * contract: every address is a contract (aelf whitepaper 5.2.2).
 */
public final class ContractDirectory {
    public static final Codec<CodeBinding> BINDING = new BindingCodec();

    private static final int LOADED_SLOTS = 64;

    /** Bindings that carry much code are not kept here: that is their runtime's business. */
    private static final int LOADED_BYTES_MAX = 1024;

    private final ChainRules rules;
    private final Optional<Contract> account;

    /** Entries are immutable and replaced as a whole; a thread that misses another's entry loads it again. */
    private final @Nullable Loaded[] loaded = new Loaded[LOADED_SLOTS];

    /** Where the bindings of the contracts that were called last stand, kept in the same way. */
    private final @Nullable Place[] places = new Place[LOADED_SLOTS];

    private record Place(Address address, StateKey key) {}

    private record Loaded(Bytes binding, Contract contract) {}

    public ContractDirectory(ChainRules rules) {
        this.rules = rules;
        String name = rules.collection().accountContract();
        this.account = name.isEmpty() ? Optional.empty() : Optional.of(systemContract(name));
    }

    /** The contract that {@code address} runs in this state; empty for a key account on a chain without an account contract. */
    public Optional<Contract> find(Address address, StateView state) {
        Optional<Bytes> bound = state.get(place(address));
        return bound.isEmpty() ? account : Optional.of(loaded(bound.get()));
    }

    /** @throws ContractFailure if there is none */
    Contract require(Address address, StateView state) {
        return find(address, state)
                .orElseThrow(() -> new ContractFailure(CommonFailure.UNKNOWN_CONTRACT, "no contract at " + address));
    }

    /** The code that an encoded binding names. One binding always names the same code, so the last ones are kept, whoever asks. */
    private Contract loaded(Bytes binding) {
        int slot = binding.hashCode() & (LOADED_SLOTS - 1);
        Loaded known = loaded[slot];
        if (known != null && known.binding.equals(binding)) {
            return known.contract;
        }
        Contract contract = load(BINDING.decode(binding));
        if (binding.size() <= LOADED_BYTES_MAX) {
            loaded[slot] = new Loaded(binding, contract);
        }
        return contract;
    }

    public Optional<CodeBinding> binding(Address address, StateView state) {
        return state.get(key(address)).map(BINDING::decode);
    }

    /** The same as {@link #key}, without making it anew for each call of one contract. */
    StateKey place(Address address) {
        int slot = address.hashCode() & (LOADED_SLOTS - 1);
        Place known = places[slot];
        if (known == null || !known.address.equals(address)) {
            known = new Place(address, key(address));
            places[slot] = known;
        }
        return known.key;
    }

    /** Where the binding of {@code address} stands in the state. */
    public static StateKey key(Address address) {
        return new StateKey(SystemAddresses.KERNEL, address.bytes());
    }

    /** Whether a runtime of this chain takes the code. */
    Verdict audit(CodeBinding code) {
        if (!rules.collection().deployableCategories().contains(code.category())) {
            return Verdict.rejected(
                    new RuleId("CODE-1"),
                    "runtime category " + code.category() + " may not be deployed on this chain; its collection allows "
                            + rules.collection().deployableCategories());
        }
        if (code.code().size() > rules.specification().limits().codeBytes()) {
            return Verdict.rejected(
                    new RuleId("CODE-2"),
                    "the code has " + code.code().size() + " bytes, more than "
                            + rules.specification().limits().codeBytes());
        }
        Optional<ContractRuntime> runtime = rules.runtime(code.category());
        return runtime.isPresent()
                ? runtime.get().audit(code)
                : Verdict.rejected(new RuleId("CODE-3"), "this node has no runtime of category " + code.category());
    }

    private Contract systemContract(String name) {
        for (SystemContract contract : rules.collection().contracts()) {
            if (contract.name().equals(name)) {
                return load(binding(contract));
            }
        }
        throw new IllegalArgumentException("the collection has no system contract " + name);
    }

    static CodeBinding binding(SystemContract contract) {
        return new CodeBinding(contract.category(), contract.name(), contract.version(), contract.code());
    }

    Contract load(CodeBinding code) {
        return rules.runtime(code.category())
                .flatMap(runtime -> runtime.load(code))
                .orElseThrow(() -> new MissingCodeException(code));
    }

    private static final class BindingCodec implements Codec<CodeBinding> {
        private static final int NAME_BYTES_MAX = 64;

        @Override
        public void write(CodeBinding binding, CanonicalWriter out) {
            out.uint32(1, binding.category());
            out.string(2, binding.name());
            out.uint32(3, binding.version());
            out.bytes(4, binding.code());
        }

        @Override
        public CodeBinding read(CanonicalReader in) {
            return new CodeBinding(in.uint32(1), in.string(2, NAME_BYTES_MAX), in.uint32(3), in.bytes(4));
        }
    }
}
