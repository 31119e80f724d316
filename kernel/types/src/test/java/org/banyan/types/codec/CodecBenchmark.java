package org.banyan.types.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.crypto.Sha256;
import org.banyan.types.generators.RandomValues;
import org.banyan.types.transaction.AccountCall;
import org.banyan.types.transaction.Authorization;
import org.banyan.types.transaction.Fee;
import org.banyan.types.transaction.Mark;
import org.banyan.types.transaction.SignedTransaction;
import org.banyan.types.transaction.Transaction;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Nanoseconds per plain transfer on one thread, ours next to protobuf-java in the same run: quote the ratio. Ours checks more: order, limits, canonical form.
 * {@code receive} adds what a node does with received bytes: decode the envelope, hash it three ways, decode the call. Run:
 * {@code ./build -Pbench verify -pl kernel/types}.
 */
@State(Scope.Thread)
@NullUnmarked
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {
    private AccountCall call;
    private Transaction transaction;
    private Bytes callBytes;
    private Bytes transactionBytes;
    private Message callMessage;
    private Message transactionMessage;

    @Setup
    public void prepare() {
        RandomValues values = new RandomValues(1);
        Address sender = new Address(Hash.of(values.exactly(32)));
        call = new AccountCall(
                new ChainId(Hash.of(values.exactly(32))),
                sender,
                new Address(Hash.of(values.exactly(32))),
                "transfer",
                values.exactly(44),
                new Mark(new Height(1_000_000), new BlockId(Hash.of(values.exactly(32)))),
                new Height(1_000_060),
                values.uint64() | 1L << 60,
                new Fee(Amount.of(20_000), Amount.of(100)),
                sender);
        callBytes = AccountCall.CODEC.encode(call);
        callMessage = ProtoMirror.of(call);
        transaction = new Transaction(
                1,
                AccountCall.VERSION,
                callBytes,
                List.of(new Authorization(1, values.exactly(33), values.exactly(64))));
        transactionBytes = Transaction.CODEC.encode(transaction);
        transactionMessage = ProtoMirror.of(transaction);
    }

    @Benchmark
    public AccountCall ourReaderOfACall() {
        return AccountCall.CODEC.decode(callBytes);
    }

    @Benchmark
    public Message protobufReaderOfACall() throws InvalidProtocolBufferException {
        return org.banyan.core.v1.AccountCall.parseFrom(callBytes.readOnlyArray());
    }

    @Benchmark
    public Transaction ourReaderOfAnEnvelope() {
        return Transaction.CODEC.decode(transactionBytes);
    }

    @Benchmark
    public Message protobufReaderOfAnEnvelope() throws InvalidProtocolBufferException {
        return org.banyan.core.v1.Transaction.parseFrom(transactionBytes.readOnlyArray());
    }

    @Benchmark
    public Bytes ourWriterOfACall() {
        return AccountCall.CODEC.encode(call);
    }

    @Benchmark
    public byte[] protobufWriterOfACall() {
        return callMessage.toByteArray();
    }

    @Benchmark
    public Bytes ourWriterOfAnEnvelope() {
        return Transaction.CODEC.encode(transaction);
    }

    @Benchmark
    public byte[] protobufWriterOfAnEnvelope() {
        return transactionMessage.toByteArray();
    }

    @Benchmark
    public AccountCall receive() {
        return AccountCall.CODEC.decode(
                SignedTransaction.decode(transactionBytes, Sha256.INSTANCE).body());
    }
}
