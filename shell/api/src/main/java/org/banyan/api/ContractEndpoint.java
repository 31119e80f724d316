package org.banyan.api;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Struct;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.banyan.api.ChainReader.Point;
import org.banyan.contract.CodeBinding;
import org.banyan.contract.ContractFailure;
import org.banyan.contract.SystemAddresses;
import org.banyan.contracts.registry.ContractRecord;
import org.banyan.contracts.registry.ListContractsRequest;
import org.banyan.sdk.contract.ArgumentsException;
import org.banyan.sdk.contract.ContractDescriptor;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.crypto.Tag;
import org.banyan.v1.CallRequest;
import org.banyan.v1.CallResponse;
import org.banyan.v1.Contract;
import org.banyan.v1.ContractMethod;
import org.banyan.v1.ContractServiceGrpc;
import org.banyan.v1.ErrorReason;
import org.banyan.v1.GetContractRequest;
import org.banyan.v1.GetContractResponse;
import org.banyan.v1.GetDescriptorRequest;
import org.banyan.v1.GetDescriptorResponse;
import org.banyan.v1.ListContractsResponse;
import org.banyan.v1.MethodField;

/** banyan.v1.ContractService. */
final class ContractEndpoint extends ContractServiceGrpc.ContractServiceImplBase {
    private final HostedChains chains;

    ContractEndpoint(HostedChains chains) {
        this.chains = chains;
    }

    /** A contract with what it offers. */
    record Described(ContractRecord record, ContractDescriptor descriptor, Bytes set) {}

    @Override
    public void getContract(GetContractRequest request, StreamObserver<GetContractResponse> out) {
        chains.read(out, () -> {
            ChainReader reader = chains.find(request.getChain());
            return reader.at(
                    ChainReader.LATEST,
                    point -> GetContractResponse.newBuilder()
                            .setContract(contract(reader, find(reader, point, request.getContract())))
                            .setAt(reader.reference(point.id(), point.header().height()))
                            .build());
        });
    }

    @Override
    public void getDescriptor(GetDescriptorRequest request, StreamObserver<GetDescriptorResponse> out) {
        chains.read(out, () -> {
            ChainReader reader = chains.find(request.getChain());
            return reader.at(ChainReader.LATEST, point -> {
                Described found = find(reader, point, request.getContract());
                return GetDescriptorResponse.newBuilder()
                        .setFileDescriptorSet(ReceiptMessages.bytes(found.set()))
                        .setService(found.descriptor().service())
                        .setAddress(reader.text(found.record().address()))
                        .setAt(reader.reference(point.id(), point.header().height()))
                        .build();
            });
        });
    }

    @Override
    public void listContracts(org.banyan.v1.ListContractsRequest request, StreamObserver<ListContractsResponse> out) {
        chains.read(out, () -> {
            ChainReader reader = chains.find(request.getChain());
            int size = Pages.size(request.getPageSize());
            String after = Pages.decode(request.getPageToken());
            return reader.at(ChainReader.LATEST, point -> {
                SystemViews views = new SystemViews(point);
                var answer = ListContractsResponse.newBuilder()
                        .setAt(reader.reference(point.id(), point.header().height()));
                List<ContractRecord> records = views.registry()
                        .map(registry -> registry.listContracts(new ListContractsRequest(after, size))
                                .contracts())
                        .orElse(List.of());
                records.forEach(record -> describe(views, record)
                        .ifPresent(described -> answer.addContracts(contract(reader, described))));
                return records.size() < size
                        ? answer.build()
                        : answer.setNextPageToken(Pages.encode(records.getLast().name()))
                                .build();
            });
        });
    }

    @Override
    public void call(CallRequest request, StreamObserver<CallResponse> out) {
        chains.read(out, () -> {
            ChainReader reader = chains.find(request.getChain());
            return reader.at(request.getAt(), point -> call(reader, point, request));
        });
    }

    private CallResponse call(ChainReader reader, Point point, CallRequest request) {
        Described contract = find(reader, point, request.getContract());
        ContractDescriptor.Method method = contract.descriptor()
                .method(request.getMethod())
                .orElseThrow(() -> new ApiFailure(
                        ErrorReason.ERROR_REASON_CONTRACT_METHOD_NOT_FOUND,
                        "contract " + contract.record().name() + " has no method " + request.getMethod() + "; it has "
                                + contract.descriptor().methods().stream()
                                        .map(ContractDescriptor.Method::name)
                                        .toList(),
                        where(request)));
        if (!method.view()) {
            throw new ApiFailure(
                    ErrorReason.ERROR_REASON_CONTRACT_METHOD_NOT_VIEW,
                    "method " + method.name() + " changes state; send a transaction to it",
                    where(request));
        }
        ContractTexts texts = new ContractTexts(reader);
        Bytes arguments = request.getArgumentsBytes().isEmpty()
                ? encode(texts, method.request(), request.getArguments(), request)
                : Bytes.wrap(request.getArgumentsBytes().toByteArray());
        Address caller =
                request.getSender().isEmpty() ? SystemAddresses.KERNEL : reader.address("sender", request.getSender());
        try {
            Bytes reply = point.call(caller, contract.record().address(), method.name(), arguments);
            var answer = CallResponse.newBuilder()
                    .setResultBytes(ReceiptMessages.bytes(reply))
                    .setAt(reader.reference(point.id(), point.header().height()));
            texts.show(method.response(), reply).ifPresent(answer::setResult);
            return answer.build();
        } catch (ContractFailure failure) {
            throw ChainReader.failed(failure, request.getContract(), request.getMethod());
        }
    }

    private static Bytes encode(ContractTexts texts, Descriptor type, Struct arguments, CallRequest request) {
        try {
            return texts.encode(type, arguments);
        } catch (ArgumentsException misfit) {
            throw new ApiFailure(
                    ErrorReason.ERROR_REASON_CONTRACT_ARGUMENTS_INVALID,
                    Optional.ofNullable(misfit.getMessage()).orElse("the arguments do not fit"),
                    Map.of(
                            "contract", request.getContract(),
                            "method", request.getMethod(),
                            "field", misfit.field().isEmpty() ? "arguments" : misfit.field()));
        }
    }

    private static Map<String, String> where(CallRequest request) {
        return Map.of("contract", request.getContract(), "method", request.getMethod());
    }

    static Described find(ChainReader reader, Point point, String contract) {
        SystemViews views = new SystemViews(point);
        boolean isAddress = contract.startsWith(reader.chain().specification().addressPrefix() + "1");
        Optional<ContractRecord> record =
                isAddress ? views.contractAt(reader.address("contract", contract)) : views.contract(contract);
        return record.flatMap(it -> describe(views, it))
                .orElseThrow(() -> new ApiFailure(
                        ErrorReason.ERROR_REASON_CONTRACT_NOT_FOUND,
                        "there is no contract " + contract + " on chain "
                                + reader.chain().name(),
                        Map.of("contract", contract)));
    }

    private static Optional<Described> describe(SystemViews views, ContractRecord record) {
        Bytes set = views.descriptor(record.name());
        return ContractTexts.describe(record, set).map(known -> new Described(record, known.descriptor(), set));
    }

    private static Contract contract(ChainReader reader, Described described) {
        ContractRecord record = described.record();
        boolean system = record.deployer().equals(SystemAddresses.KERNEL);
        var message = Contract.newBuilder()
                .setAddress(reader.text(record.address()))
                .setName(record.name())
                .setVersion(record.version())
                .setRuntime(
                        record.category() == CodeBinding.TRUSTED
                                ? "trusted"
                                : Integer.toUnsignedString(record.category()))
                .setSystem(system)
                .setService(described.descriptor().service())
                .setDescriptorHash(reader.chain()
                        .rules()
                        .suite()
                        .hash()
                        .hash(Tag.DESCRIPTOR, described.set())
                        .toString());
        if (!system) {
            message.setDeployer(reader.text(record.deployer()));
        }
        described
                .descriptor()
                .methods()
                .forEach(method -> message.addMethods(ContractMethod.newBuilder()
                        .setName(method.name())
                        .setView(method.view())
                        .setRequestType(method.request().getFullName())
                        .setResponseType(method.response().getFullName())
                        .addAllRequestFields(fields(method.request()))
                        .addAllResponseFields(fields(method.response()))));
        return message.build();
    }

    private static List<MethodField> fields(Descriptor type) {
        List<MethodField> fields = new ArrayList<>();
        for (FieldDescriptor field : type.getFields()) {
            fields.add(MethodField.newBuilder()
                    .setName(field.getName())
                    .setType(field.getType().name().toLowerCase(Locale.ROOT))
                    .setRepeated(field.isRepeated())
                    .build());
        }
        return fields;
    }
}
