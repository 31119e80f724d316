package org.banyan.node.specification;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.types.AddressText;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Timestamp;
import org.banyan.types.block.Header;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.specification.ChainSpecification;
import org.banyan.types.specification.ConsensusChoice;
import org.banyan.types.specification.FeeRule;
import org.banyan.types.specification.GenesisCall;
import org.banyan.types.specification.IndexingPolicy;
import org.banyan.types.specification.ParentChain;
import org.banyan.types.specification.UpdateRule;

/**
 * Reads and writes {@code genesis.conf}. Everything that the canonical specification says can be written; limits and costs that are left out take their
 * defaults. {@code read(write(s)) = s}.
 */
public final class SpecificationText {

    private final Function<String, CryptoSuite> suites;
    private final Map<String, BytesForm> forms = new TreeMap<>();

    /** @param suites the suite of an id, or an exception when the node has none */
    public SpecificationText(Function<String, CryptoSuite> suites, List<? extends BytesForm> forms) {
        this.suites = suites;
        forms.forEach(form -> this.forms.put(form.of(), form));
    }

    // Reading

    /** @throws RefusalException listing all problems */
    public ChainSpecification read(Config text, String source) {
        List<String> problems = new ArrayList<>();
        Optional<ChainSpecification> read = read(new Fields(text.root().unwrapped(), problems));
        if (!problems.isEmpty() || read.isEmpty()) {
            throw new RefusalException(
                    ExitCode.CONFIG, source + " is no chain specification:\n  " + String.join("\n  ", problems));
        }
        return read.get();
    }

    private Optional<ChainSpecification> read(Fields fields) {
        String suiteId = fields.text("crypto-suite");
        String prefix = fields.text("address-prefix");
        Optional<BytesForm.Chain> chain =
                fields.make(() -> new BytesForm.Chain(suites.apply(suiteId), new AddressText(prefix)));
        if (chain.isEmpty()) {
            return Optional.empty();
        }
        int format = fields.smallNumber("format", ChainSpecification.FORMAT);
        String name = fields.text("name");
        long genesisTime = fields.instant("genesis-time");
        var consensus = consensus(fields.object("consensus"), chain.get());
        var collection = CollectionText.read(fields.object("collection"));
        var update = updateRule(fields.object("update-rule"));
        var parents = fields.objects("parents").stream()
                .map(SpecificationText::parent)
                .flatMap(Optional::stream)
                .toList();
        Fields indexing = fields.objectOrEmpty("indexing");
        var policy = indexing.make(() -> new IndexingPolicy(indexing.smallNumber("children-max", 0)));
        indexing.refuseOthers();
        var limits = LimitsText.read(fields.objectOrEmpty("limits"));
        var fees = fees(fields.object("fees"));
        var calls = fields.objects("genesis-calls").stream()
                .map(call -> call(call, chain.get()))
                .flatMap(Optional::stream)
                .toList();
        fields.refuseOthers();
        if (consensus.isEmpty()
                || collection.isEmpty()
                || update.isEmpty()
                || policy.isEmpty()
                || limits.isEmpty()
                || fees.isEmpty()) {
            return Optional.empty();
        }
        return fields.make(() -> new ChainSpecification(
                format,
                name,
                suiteId,
                prefix,
                new Timestamp(genesisTime),
                consensus.get(),
                collection.get(),
                update.get(),
                parents,
                policy.get(),
                limits.get(),
                fees.get(),
                calls));
    }

    private Optional<ConsensusChoice> consensus(Fields fields, BytesForm.Chain chain) {
        String id = fields.text("id");
        Bytes parameters = bytes(fields, "parameters", id, chain);
        var choice = fields.make(() -> new ConsensusChoice(id, parameters, fields.number("slot-millis")));
        fields.refuseOthers();
        return choice;
    }

    private Bytes bytes(Fields fields, String name, String of, BytesForm.Chain chain) {
        BytesForm form = forms.get(of);
        if (form == null || !fields.has(name)) {
            return fields.hex(name + "-hex", Bytes.EMPTY);
        }
        Fields written = fields.object(name);
        Bytes bytes = written.make(() -> form.read(written, chain)).orElse(Bytes.EMPTY);
        written.refuseOthers();
        return bytes;
    }

    private static Optional<UpdateRule> updateRule(Fields fields) {
        var rule = fields.make(() ->
                new UpdateRule(fields.smallNumber("percent"), fields.number("window"), fields.number("confirmations")));
        fields.refuseOthers();
        return rule;
    }

    private static Optional<ParentChain> parent(Fields fields) {
        var parent = fields.make(() -> {
            try {
                return new ParentChain(
                        new ChainId(fields.hash("chain-id")),
                        fields.text("light-client"),
                        Header.CODEC.decode(fields.hex("anchor-header-hex")),
                        ProducerSet.CODEC.decode(fields.hex("anchor-set-hex")));
            } catch (CodecException malformed) {
                throw new IllegalArgumentException("an anchor is not canonical: " + malformed.getMessage(), malformed);
            }
        });
        fields.refuseOthers();
        return parent;
    }

    private static Optional<FeeRule> fees(Fields fields) {
        var costs = LimitsText.readCosts(fields.objectOrEmpty("costs"));
        var rule = costs.flatMap(table -> fields.make(() ->
                new FeeRule(fields.amount("unit-price"), table, Amount.parse(fields.text("serial-lane-tip", "0")))));
        fields.refuseOthers();
        return rule;
    }

    private Optional<GenesisCall> call(Fields fields, BytesForm.Chain chain) {
        String contract = fields.text("contract");
        String method = fields.text("method");
        Bytes arguments = bytes(fields, "arguments", contract + "." + method, chain);
        var call = fields.make(() -> new GenesisCall(contract, method, arguments));
        fields.refuseOthers();
        return call;
    }

    // Writing

    /** The text of a specification, with {@code comment} lines on top. */
    public String write(ChainSpecification specification, List<String> comment) {
        BytesForm.Chain chain =
                new BytesForm.Chain(suites.apply(specification.cryptoSuite()), specification.addressText());
        StringBuilder text = new StringBuilder();
        comment.forEach(line -> text.append("# ").append(line).append('\n'));
        return text.append(HoconText.of(fields(specification, chain))).toString();
    }

    private Map<String, Object> fields(ChainSpecification s, BytesForm.Chain chain) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("format", s.format());
        fields.put("name", s.name());
        fields.put("crypto-suite", s.cryptoSuite());
        fields.put("address-prefix", s.addressPrefix());
        fields.put(
                "genesis-time",
                java.time.Instant.ofEpochMilli(s.genesisTime().millis()).toString());
        Map<String, Object> consensus = new LinkedHashMap<>();
        consensus.put("id", s.consensus().id());
        consensus.put("slot-millis", s.consensus().slotMillis());
        putBytes(consensus, "parameters", s.consensus().id(), s.consensus().parameters(), chain);
        fields.put("consensus", consensus);
        fields.put("collection", CollectionText.write(s.collection()));
        fields.put(
                "update-rule",
                CollectionText.ordered(
                        "percent", s.updateRule().percent(),
                        "window", s.updateRule().window(),
                        "confirmations", s.updateRule().confirmations()));
        fields.put(
                "parents",
                s.parents().stream()
                        .map(parent -> CollectionText.ordered(
                                "chain-id", parent.chainId().hash().toHex(),
                                "light-client", parent.lightClient(),
                                "anchor-header-hex",
                                        Header.CODEC
                                                .encode(parent.anchorHeader())
                                                .toHex(),
                                "anchor-set-hex",
                                        ProducerSet.CODEC
                                                .encode(parent.anchorSet())
                                                .toHex()))
                        .toList());
        fields.put(
                "indexing", CollectionText.ordered("children-max", s.indexing().childrenMax()));
        fields.put("limits", LimitsText.write(s.limits()));
        Map<String, Object> fees =
                CollectionText.ordered("unit-price", s.fees().unitPrice().toString());
        if (!s.fees().serialLaneTip().isZero()) {
            fees.put("serial-lane-tip", s.fees().serialLaneTip().toString());
        }
        fees.put("costs", LimitsText.write(s.fees().costs()));
        fields.put("fees", fees);
        fields.put(
                "genesis-calls",
                s.genesisCalls().stream()
                        .map(call -> {
                            Map<String, Object> written =
                                    CollectionText.ordered("contract", call.contract(), "method", call.method());
                            putBytes(
                                    written,
                                    "arguments",
                                    call.contract() + "." + call.method(),
                                    call.arguments(),
                                    chain);
                            return written;
                        })
                        .toList());
        return fields;
    }

    private void putBytes(Map<String, Object> fields, String name, String of, Bytes bytes, BytesForm.Chain chain) {
        Optional<Map<String, Object>> written =
                Optional.ofNullable(forms.get(of)).flatMap(form -> form.write(bytes, chain));
        if (written.isPresent()) {
            fields.put(name, written.get());
        } else {
            CollectionText.putHex(fields, name + "-hex", bytes);
        }
    }
}
