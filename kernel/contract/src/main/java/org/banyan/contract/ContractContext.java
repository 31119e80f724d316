package org.banyan.contract;

import java.util.Optional;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.TransactionId;
import org.banyan.types.crypto.PublicKey;

/**
 * Everything a contract can see and do during one call. There is no clock, no randomness and no other way out.
 *
 * <p>Reads and writes reach the contract's own state only. Every operation is metered; running out ends the call with a receipt. Confined to the call.
 */
public interface ContractContext extends StateAccess {
    ChainId chainId();

    /** Height of the block being executed. */
    Height height();

    /** Time of the block being executed. */
    Timestamp time();

    /** Who is paid for the block being executed. */
    Address producer();

    /** The transaction being executed; empty in system calls at genesis, block start and block end. */
    Optional<TransactionId> transaction();

    /** The account or contract whose state this call changes. */
    Address self();

    /** Who calls: the sender, or the calling contract in a nested call, or {@link SystemAddresses#KERNEL}. */
    Address caller();

    /** Who authorized the transaction. */
    Address sender();

    /**
     * Calls another contract; its failure fails this call too.
     *
     * @throws ContractFailure if it fails, is unknown, or calls are nested too deeply
     */
    Bytes call(Address contract, String method, Bytes arguments);

    /**
     * Calls another contract's view: nothing below this call can change anything. Views call other contracts through it.
     *
     * @throws ContractFailure if it fails, is unknown or no view, or calls are nested too deeply
     */
    default Bytes callView(Address contract, String method, Bytes arguments) {
        throw new ContractFailure(CommonFailure.WRITE_IN_VIEW, "this host does not let views call other contracts");
    }

    /** Emits an event under this contract's address. */
    void emit(String name, Bytes payload);

    /** Hands a message to the outbox for another chain. */
    void send(ChainId target, Bytes payload);

    /** Charges for work that the kernel cannot see. */
    void charge(long units);

    /** Hash of data under the contract tag, by the chain's hash function. */
    Hash hash(Bytes data);

    /** Whether {@code signature} by {@code key} over {@code message} is valid under the chain's crypto suite. */
    boolean verify(PublicKey key, Hash message, Bytes signature);

    /**
     * Other chains, as far as this one can check them.
     *
     * @throws ContractFailure if the host knows none
     */
    default OtherChains chains() {
        throw new ContractFailure(CommonFailure.NOT_ALLOWED, "this host knows no other chains");
    }

    /**
     * Whom the consensus of this chain convicts.
     *
     * @throws ContractFailure if the host cannot tell
     */
    default Offences offences() {
        throw new ContractFailure(CommonFailure.NOT_ALLOWED, "this host judges no offences");
    }

    /**
     * Work on many records at once, on all cores that the host can spare, with one result whatever it can.
     *
     * @throws ContractFailure if the host has none
     */
    default Batches batches() {
        throw new ContractFailure(CommonFailure.NOT_ALLOWED, "this host runs no batches");
    }

    /** The address that a key has on this chain. */
    Address addressOf(PublicKey key);

    /** The address of a contract that {@code deployer} deploys with {@code salt}. */
    Address addressOfContract(Address deployer, Bytes salt);

    /**
     * Binds code to an address. Only the contract in the collection's registry role may.
     *
     * @throws ContractFailure if the caller has no such role, the address has code already and {@code binding} is no newer version of it, or the runtime
     *     refuses the code
     */
    void bindCode(Address address, CodeBinding binding);

    /** The code bound to an address. */
    Optional<CodeBinding> boundCode(Address address);

    record StateEntry(Bytes key, Bytes value) {}
}
