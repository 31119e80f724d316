package org.banyan.mainchain.node.chain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.banyan.contract.CodeBinding;
import org.banyan.contract.Contract;
import org.banyan.contracts.crosschain.CrosschainClient;
import org.banyan.contracts.crosschain.SetRegistrarRequest;
import org.banyan.contracts.registry.RegisterSystemRequest;
import org.banyan.contracts.registry.RegistryClient;
import org.banyan.contracts.token.CreateRequest;
import org.banyan.contracts.token.IssueRequest;
import org.banyan.contracts.token.SetFeeTokenRequest;
import org.banyan.contracts.token.TokenClient;
import org.banyan.node.specification.BytesForm;
import org.banyan.spi.runtime.ContractRuntime;
import org.banyan.types.Bytes;

/** The written forms of the genesis calls that chains of this product make. */
final class ContractForms {
    private ContractForms() {}

    /** @param trusted knows the descriptors, so that they need not be written */
    static List<BytesForm> all(ContractRuntime trusted) {
        List<BytesForm> forms = new ArrayList<>();
        forms.add(new AuthorityForm());
        forms.add(new BftForm());
        forms.add(new DposForm());
        forms.add(registerSystem(trusted));
        forms.add(new CallForm<>(
                DevelopmentChain.CROSSCHAIN,
                CrosschainClient.SET_REGISTRAR,
                (fields, chain) -> new SetRegistrarRequest(chain.addresses().parse(fields.text("registrar"))),
                (request, chain) ->
                        Optional.of(Map.of("registrar", chain.addresses().format(request.registrar())))));
        forms.add(create());
        forms.add(issue());
        forms.add(new CallForm<>(
                DevelopmentChain.TOKEN,
                TokenClient.SET_FEE_TOKEN,
                (fields, chain) -> new SetFeeTokenRequest(fields.text("symbol")),
                (request, chain) -> Optional.of(Map.of("symbol", request.symbol()))));
        return forms;
    }

    private static BytesForm create() {
        return new CallForm<>(
                DevelopmentChain.TOKEN,
                TokenClient.CREATE,
                (fields, chain) -> new CreateRequest(
                        fields.text("symbol"),
                        fields.text("name"),
                        fields.smallNumber("decimals"),
                        fields.amount("supply-max"),
                        chain.addresses().parse(fields.text("issuer"))),
                (request, chain) -> {
                    Map<String, Object> fields = new LinkedHashMap<>();
                    fields.put("symbol", request.symbol());
                    fields.put("name", request.name());
                    fields.put("decimals", request.decimals());
                    fields.put("supply-max", request.supplyMax().toString());
                    fields.put("issuer", chain.addresses().format(request.issuer()));
                    return Optional.of(fields);
                });
    }

    private static BytesForm issue() {
        return new CallForm<>(
                DevelopmentChain.TOKEN,
                TokenClient.ISSUE,
                (fields, chain) -> new IssueRequest(
                        fields.text("symbol"),
                        chain.addresses().parse(fields.text("to")),
                        fields.amount("amount"),
                        fields.text("memo", "")),
                (request, chain) -> {
                    Map<String, Object> fields = new LinkedHashMap<>();
                    fields.put("symbol", request.symbol());
                    fields.put("to", chain.addresses().format(request.to()));
                    fields.put("amount", request.amount().toString());
                    fields.put("memo", request.memo());
                    return Optional.of(fields);
                });
    }

    private static BytesForm registerSystem(ContractRuntime trusted) {
        return new CallForm<>(
                DevelopmentChain.REGISTRY,
                RegistryClient.REGISTER_SYSTEM,
                (fields, chain) -> {
                    String name = fields.text("name");
                    int version = fields.smallNumber("version");
                    Bytes descriptor = descriptor(trusted, name, version)
                            .orElseThrow(() -> new IllegalArgumentException("this node has no contract " + name
                                    + " version " + version + " whose descriptor could be listed; put its jar on the"
                                    + " class path, or give --network dev if it is one of development chains"));
                    return new RegisterSystemRequest(name, version, CodeBinding.TRUSTED, descriptor);
                },
                (request, chain) -> {
                    boolean known = request.category() == CodeBinding.TRUSTED
                            && descriptor(trusted, request.name(), request.version())
                                    .equals(Optional.of(request.descriptor()));
                    Map<String, Object> fields = new LinkedHashMap<>();
                    fields.put("name", request.name());
                    fields.put("version", request.version());
                    return known ? Optional.of(fields) : Optional.empty();
                });
    }

    private static Optional<Bytes> descriptor(ContractRuntime trusted, String name, int version) {
        return trusted.load(new CodeBinding(CodeBinding.TRUSTED, name, version, Bytes.EMPTY))
                .map(Contract::describe)
                .map(described -> described.descriptor());
    }
}
