package org.banyan.contract;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.TransactionId;
import org.banyan.types.crypto.PublicKey;

/**
 * A context with batches. While one runs, it refuses everything: a function that reaches for the context fails the call on every host, whether it would have
 * met another thread there or not. Runtimes put it around the kernel's context.
 */
public final class BatchContext implements ContractContext {
    private final ContractContext context;
    private final BatchRunner runner;
    private boolean running;

    public BatchContext(ContractContext context, BatchRunner runner) {
        this.context = context;
        this.runner = runner;
    }

    @Override
    public Batches batches() {
        idle();
        return new Batches(this::charge, new GuardedRunner());
    }

    /** The flag is set before threads are given work and cleared after they are done, so they see it. */
    private final class GuardedRunner implements BatchRunner {
        @Override
        public <R> List<R> run(int count, long units, IntFunction<R> function) {
            idle();
            running = true;
            try {
                return runner.run(count, units, function);
            } finally {
                running = false;
            }
        }
    }

    /** @throws ContractFailure while a batch runs */
    private ContractContext idle() {
        if (running) {
            throw new ContractFailure(
                    CommonFailure.NOT_ALLOWED,
                    "a function of a batch used the context; give it all it needs in its record");
        }
        return context;
    }

    @Override
    public ChainId chainId() {
        return idle().chainId();
    }

    @Override
    public Height height() {
        return idle().height();
    }

    @Override
    public Timestamp time() {
        return idle().time();
    }

    @Override
    public Address producer() {
        return idle().producer();
    }

    @Override
    public Optional<TransactionId> transaction() {
        return idle().transaction();
    }

    @Override
    public Address self() {
        return idle().self();
    }

    @Override
    public Address caller() {
        return idle().caller();
    }

    @Override
    public Address sender() {
        return idle().sender();
    }

    @Override
    public Optional<Bytes> read(Bytes key) {
        return idle().read(key);
    }

    @Override
    public void write(Bytes key, Bytes value) {
        idle().write(key, value);
    }

    @Override
    public void remove(Bytes key) {
        idle().remove(key);
    }

    @Override
    public void add(Bytes key, Amount delta) {
        idle().add(key, delta);
    }

    @Override
    public boolean take(Bytes key, Amount delta) {
        return idle().take(key, delta);
    }

    @Override
    public List<StateEntry> scan(Bytes prefix, int limit) {
        return idle().scan(prefix, limit);
    }

    @Override
    public Bytes call(Address contract, String method, Bytes arguments) {
        return idle().call(contract, method, arguments);
    }

    @Override
    public Bytes callView(Address contract, String method, Bytes arguments) {
        return idle().callView(contract, method, arguments);
    }

    @Override
    public void emit(String name, Bytes payload) {
        idle().emit(name, payload);
    }

    @Override
    public void send(ChainId target, Bytes payload) {
        idle().send(target, payload);
    }

    @Override
    public void charge(long units) {
        idle().charge(units);
    }

    @Override
    public Hash hash(Bytes data) {
        return idle().hash(data);
    }

    @Override
    public boolean verify(PublicKey key, Hash message, Bytes signature) {
        return idle().verify(key, message, signature);
    }

    @Override
    public OtherChains chains() {
        return idle().chains();
    }

    @Override
    public Offences offences() {
        return idle().offences();
    }

    @Override
    public Address addressOf(PublicKey key) {
        return idle().addressOf(key);
    }

    @Override
    public Address addressOfContract(Address deployer, Bytes salt) {
        return idle().addressOfContract(deployer, salt);
    }

    @Override
    public void bindCode(Address address, CodeBinding binding) {
        idle().bindCode(address, binding);
    }

    @Override
    public Optional<CodeBinding> boundCode(Address address) {
        return idle().boundCode(address);
    }
}
