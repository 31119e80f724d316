package org.banyan.contract.generated;

import java.util.List;
import java.util.Optional;
import org.banyan.contract.Batches;
import org.banyan.contract.CodeBinding;
import org.banyan.contract.CommonFailure;
import org.banyan.contract.ContractContext;
import org.banyan.contract.ContractFailure;
import org.banyan.contract.Offences;
import org.banyan.contract.OtherChains;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.TransactionId;
import org.banyan.types.crypto.PublicKey;

/** What a view sees: everything can be read, every change fails with {@link CommonFailure#WRITE_IN_VIEW}, and other contracts are called as views. */
public final class ViewContext implements ContractContext {
    private final ContractContext context;
    private final String method;

    public ViewContext(ContractContext context, String method) {
        this.context = context;
        this.method = method;
    }

    @Override
    public void write(Bytes key, Bytes value) {
        throw refused("write state");
    }

    @Override
    public void remove(Bytes key) {
        throw refused("remove state");
    }

    @Override
    public void add(Bytes key, Amount delta) {
        throw refused("add to an amount");
    }

    @Override
    public boolean take(Bytes key, Amount delta) {
        throw refused("take from an amount");
    }

    @Override
    public void emit(String name, Bytes payload) {
        throw refused("emit an event");
    }

    @Override
    public void send(ChainId target, Bytes payload) {
        throw refused("send a message");
    }

    @Override
    public void bindCode(Address address, CodeBinding binding) {
        throw refused("bind code");
    }

    @Override
    public Bytes call(Address contract, String calledMethod, Bytes arguments) {
        return context.callView(contract, calledMethod, arguments);
    }

    @Override
    public Bytes callView(Address contract, String calledMethod, Bytes arguments) {
        return context.callView(contract, calledMethod, arguments);
    }

    @Override
    public Optional<Bytes> read(Bytes key) {
        return context.read(key);
    }

    @Override
    public List<StateEntry> scan(Bytes prefix, int limit) {
        return context.scan(prefix, limit);
    }

    @Override
    public ChainId chainId() {
        return context.chainId();
    }

    @Override
    public Height height() {
        return context.height();
    }

    @Override
    public Timestamp time() {
        return context.time();
    }

    @Override
    public Address producer() {
        return context.producer();
    }

    @Override
    public Optional<TransactionId> transaction() {
        return context.transaction();
    }

    @Override
    public Address self() {
        return context.self();
    }

    @Override
    public Address caller() {
        return context.caller();
    }

    @Override
    public Address sender() {
        return context.sender();
    }

    @Override
    public void charge(long units) {
        context.charge(units);
    }

    @Override
    public Hash hash(Bytes data) {
        return context.hash(data);
    }

    @Override
    public boolean verify(PublicKey key, Hash message, Bytes signature) {
        return context.verify(key, message, signature);
    }

    @Override
    public Batches batches() {
        return context.batches();
    }

    @Override
    public OtherChains chains() {
        return context.chains();
    }

    @Override
    public Offences offences() {
        return context.offences();
    }

    @Override
    public Address addressOf(PublicKey key) {
        return context.addressOf(key);
    }

    @Override
    public Address addressOfContract(Address deployer, Bytes salt) {
        return context.addressOfContract(deployer, salt);
    }

    @Override
    public Optional<CodeBinding> boundCode(Address address) {
        return context.boundCode(address);
    }

    private ContractFailure refused(String what) {
        return new ContractFailure(
                CommonFailure.WRITE_IN_VIEW,
                "view " + method + " cannot " + what + ": remove the option view to let it");
    }
}
