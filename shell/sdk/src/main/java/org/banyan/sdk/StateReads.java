package org.banyan.sdk;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import org.banyan.sdk.contract.ArgumentsException;
import org.banyan.sdk.contract.ContractDescriptor;
import org.banyan.sdk.contract.ContractJson;
import org.banyan.sdk.error.BanyanException;
import org.banyan.sdk.json.Json;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.v1.AccountServiceGrpc;
import org.banyan.v1.CallRequest;
import org.banyan.v1.CallResponse;
import org.banyan.v1.Contract;
import org.banyan.v1.ContractServiceGrpc;
import org.banyan.v1.ErrorReason;
import org.banyan.v1.GetAccountRequest;
import org.banyan.v1.GetAccountResponse;
import org.banyan.v1.GetContractRequest;
import org.banyan.v1.GetContractResponse;
import org.banyan.v1.GetDescriptorRequest;
import org.banyan.v1.GetDescriptorResponse;
import org.banyan.v1.ListBalancesRequest;
import org.banyan.v1.ListBalancesResponse;
import org.banyan.v1.ListContractsRequest;
import org.banyan.v1.ListContractsResponse;

/** Reads of a chain's state. {@code at} is {@code latest}, {@code final} or a height whose state the node keeps. Thread-safe. */
public final class StateReads {
    public static final String LATEST = "latest";
    public static final String FINAL = "final";

    private final BanyanClient client;
    private final Connection connection;
    private final AccountServiceGrpc.AccountServiceBlockingStub accounts;
    private final ContractServiceGrpc.ContractServiceBlockingStub contracts;

    StateReads(BanyanClient client, Connection connection) {
        this.client = client;
        this.connection = connection;
        this.accounts = AccountServiceGrpc.newBlockingStub(connection.channel());
        this.contracts = ContractServiceGrpc.newBlockingStub(connection.channel());
    }

    public GetAccountResponse account(Address address, String at) {
        String text = text(address);
        return connection.call(
                accounts,
                stub -> stub.getAccount(GetAccountRequest.newBuilder()
                        .setChain(client.chain())
                        .setAddress(text)
                        .setAt(at)
                        .build()));
    }

    /**
     * Ascending by symbol.
     *
     * @param pageToken empty for the first page
     */
    public ListBalancesResponse balances(Address address, String at, String pageToken) {
        String text = text(address);
        return connection.call(
                accounts,
                stub -> stub.listBalances(ListBalancesRequest.newBuilder()
                        .setChain(client.chain())
                        .setAddress(text)
                        .setAt(at)
                        .setPageToken(pageToken)
                        .build()));
    }

    public GetContractResponse contract(String nameOrAddress) {
        return connection.call(
                contracts,
                stub -> stub.getContract(GetContractRequest.newBuilder()
                        .setChain(client.chain())
                        .setContract(nameOrAddress)
                        .build()));
    }

    /** @param pageToken empty for the first page */
    public ListContractsResponse contracts(String pageToken) {
        return connection.call(
                contracts,
                stub -> stub.listContracts(ListContractsRequest.newBuilder()
                        .setChain(client.chain())
                        .setPageToken(pageToken)
                        .build()));
    }

    /**
     * Calls a view with JSON and answers JSON.
     *
     * @throws BanyanException CONTRACT_ARGUMENTS_INVALID naming the field, CONTRACT_CALL_FAILED with the contract's own words, and others
     */
    public ViewResult call(String contract, String method, Json.Object arguments, String at) {
        ContractHandle handle = client.contract(contract);
        ContractDescriptor.Method view = handle.method(method);
        ContractJson json = new ContractJson(client.addresses());
        Bytes request;
        try {
            request = json.encode(view.request(), arguments);
        } catch (ArgumentsException wrong) {
            throw BanyanException.of(
                    ErrorReason.ERROR_REASON_CONTRACT_ARGUMENTS_INVALID,
                    wrong.what(),
                    Map.of("contract", handle.name(), "method", view.name(), "field", wrong.field()),
                    wrong);
        }
        CallResponse response = call(handle, view.name(), request, at);
        Bytes bytes = Bytes.wrap(response.getResultBytes().toByteArray());
        return new ViewResult(json.decode(view.response(), bytes), bytes, response.getAt());
    }

    /** Calls a view with canonical bytes. */
    public CallResponse call(ContractHandle contract, String method, Bytes arguments, String at) {
        String address = text(contract.address());
        return connection.call(
                contracts,
                stub -> stub.call(CallRequest.newBuilder()
                        .setChain(client.chain())
                        .setContract(address)
                        .setMethod(method)
                        .setArgumentsBytes(ByteString.copyFrom(arguments.readOnlyArray()))
                        .setAt(at)
                        .build()));
    }

    ContractHandle readContract(String nameOrAddress) {
        GetDescriptorResponse served = connection.call(
                contracts,
                stub -> stub.getDescriptor(GetDescriptorRequest.newBuilder()
                        .setChain(client.chain())
                        .setContract(nameOrAddress)
                        .build()));
        try {
            ContractDescriptor descriptor = ContractDescriptor.parse(
                    Bytes.wrap(served.getFileDescriptorSet().toByteArray()), served.getService());
            String name = descriptor.name().isEmpty() ? nameOrAddress : descriptor.name();
            return new ContractHandle(name, client.facts().addressText().parse(served.getAddress()), descriptor);
        } catch (IllegalArgumentException unusable) {
            throw BanyanException.of(
                    ErrorReason.ERROR_REASON_NOT_SUPPORTED,
                    "the descriptor that the node serves cannot be used: " + unusable.getMessage(),
                    Map.of("contract", nameOrAddress),
                    unusable);
        }
    }

    /** All contracts, page by page. */
    public List<Contract> allContracts() {
        return Pages.all(
                this::contracts, ListContractsResponse::getContractsList, ListContractsResponse::getNextPageToken);
    }

    private String text(Address address) {
        return client.facts().addressText().format(address);
    }
}
