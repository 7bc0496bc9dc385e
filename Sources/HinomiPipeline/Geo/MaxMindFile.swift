// SPDX-License-Identifier: Apache-2.0
import CMaxMindDB
import Glibc
public import HinomiRecords

/// Why a geo database could not be opened.
public struct MaxMindError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file.
    public var path: String
    /// What went wrong, in words.
    public var reason: String

    /// The whole story in one line.
    public var description: String { "\(path): \(reason)" }
}

/// A geo database in MaxMind's format: country, city or ASN, also from other publishers that keep its field names.
///
/// The file is mapped, not read; it must not be overwritten in place while it is open (replace it by renaming).
/// Look-ups change nothing and may run on any number of threads.
public final class MaxMindFile: @unchecked Sendable {
    // Only read after init; libmaxminddb allows concurrent look-ups.
    private let database: UnsafeMutablePointer<MMDB_s>
    private let paths = FieldPaths()

    /// What its publisher calls it, such as `GeoLite2-City`.
    public let databaseType: String
    /// When it was made.
    public let built: Timestamp
    /// Whether it knows IPv6 addresses.
    public let coversIPv6: Bool

    /// Opens the file at `path`.
    public init(path: String) throws(MaxMindError) {
        let database = UnsafeMutablePointer<MMDB_s>.allocate(capacity: 1)
        database.initialize(to: MMDB_s())
        let status = MMDB_open(path, UInt32(MMDB_MODE_MMAP), database)
        guard status == MMDB_SUCCESS else {
            let reason =
                status == MMDB_FILE_OPEN_ERROR || status == MMDB_IO_ERROR
                ? "could not be opened: \(String(cString: strerror(errno)))"
                : "is no usable geo database: \(String(cString: MMDB_strerror(status)))"
            database.deallocate()
            throw MaxMindError(path: path, reason: reason)
        }
        self.database = database
        let metadata = database.pointee.metadata
        databaseType = metadata.database_type.map { String(cString: $0) } ?? ""
        built = Timestamp(seconds: Int64(clamping: metadata.build_epoch))
        coversIPv6 = metadata.ip_version == 6
    }

    deinit {
        MMDB_close(database)
        database.deallocate()
    }

    /// What the database says about an address; nil if it says nothing.
    public func place(of address: IPAddress) -> Place? {
        guard var entry = lookUp(address) else { return nil }
        var place = Place()
        place.countryCode =
            text(&entry, paths.countryCode) ?? text(&entry, paths.registeredCountryCode) ?? ""
        place.countryName =
            text(&entry, paths.countryName) ?? text(&entry, paths.registeredCountryName) ?? ""
        place.cityName = text(&entry, paths.cityName) ?? ""
        if let latitude = number(&entry, paths.latitude), let longitude = number(&entry, paths.longitude),
            abs(latitude) <= 90, abs(longitude) <= 180
        {
            place.latitude = latitude
            place.longitude = longitude
        }
        place.asn = unsigned(&entry, paths.asn)
        place.asnOrganization = text(&entry, paths.organization) ?? ""
        return place == Place() ? nil : place
    }

    private func lookUp(_ address: IPAddress) -> MMDB_entry_s? {
        var status: Int32 = MMDB_SUCCESS
        let result: MMDB_lookup_result_s
        if address.isV4 {
            var socket = sockaddr_in()
            socket.sin_family = sa_family_t(AF_INET)
            socket.sin_addr.s_addr = address.v4.bigEndian
            result = withUnsafePointer(to: &socket) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    MMDB_lookup_sockaddr(database, $0, &status)
                }
            }
        } else {
            guard coversIPv6 else { return nil }
            var socket = sockaddr_in6()
            socket.sin6_family = sa_family_t(AF_INET6)
            withUnsafeMutableBytes(of: &socket.sin6_addr) { bytes in
                bytes.storeBytes(of: address.high.bigEndian, as: UInt64.self)
                bytes.storeBytes(of: address.low.bigEndian, toByteOffset: 8, as: UInt64.self)
            }
            result = withUnsafePointer(to: &socket) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    MMDB_lookup_sockaddr(database, $0, &status)
                }
            }
        }
        guard status == MMDB_SUCCESS, result.found_entry else { return nil }
        return result.entry
    }

    private func value(_ entry: inout MMDB_entry_s, _ path: FieldPath) -> MMDB_entry_data_s? {
        var data = MMDB_entry_data_s()
        guard MMDB_aget_value(&entry, &data, path.pointers) == MMDB_SUCCESS, data.has_data else { return nil }
        return data
    }

    private func text(_ entry: inout MMDB_entry_s, _ path: FieldPath) -> String? {
        guard let data = value(&entry, path), data.type == UInt32(MMDB_DATA_TYPE_UTF8_STRING),
            data.data_size > 0, let start = data.utf8_string
        else { return nil }
        // No honest name is longer, and the file is not ours.
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(min(data.data_size, 512)))
        return String(decoding: bytes, as: UTF8.self)
    }

    private func number(_ entry: inout MMDB_entry_s, _ path: FieldPath) -> Double? {
        guard let data = value(&entry, path) else { return nil }
        switch Int32(bitPattern: data.type) {
        case MMDB_DATA_TYPE_DOUBLE: return data.double_value
        case MMDB_DATA_TYPE_FLOAT: return Double(data.float_value)
        default: return nil
        }
    }

    private func unsigned(_ entry: inout MMDB_entry_s, _ path: FieldPath) -> UInt32? {
        guard let data = value(&entry, path) else { return nil }
        switch Int32(bitPattern: data.type) {
        case MMDB_DATA_TYPE_UINT32: return data.uint32
        case MMDB_DATA_TYPE_UINT16: return UInt32(data.uint16)
        default: return nil
        }
    }
}

/// A path of keys as libmaxminddb takes it: C strings, a null pointer at the end.
private final class FieldPath {
    let pointers: UnsafePointer<UnsafePointer<CChar>?>
    private let owned: UnsafeMutablePointer<UnsafePointer<CChar>?>
    private let count: Int

    init(_ keys: String...) {
        count = keys.count
        owned = .allocate(capacity: keys.count + 1)
        for (index, key) in keys.enumerated() {
            (owned + index).initialize(to: strdup(key).map { UnsafePointer($0) })
        }
        (owned + keys.count).initialize(to: nil)
        pointers = UnsafePointer(owned)
    }

    deinit {
        for index in 0..<count { free(UnsafeMutablePointer(mutating: owned[index])) }
        owned.deallocate()
    }
}

/// The fields a place is made from.
private struct FieldPaths {
    let countryCode = FieldPath("country", "iso_code")
    let countryName = FieldPath("country", "names", "en")
    let registeredCountryCode = FieldPath("registered_country", "iso_code")
    let registeredCountryName = FieldPath("registered_country", "names", "en")
    let cityName = FieldPath("city", "names", "en")
    let latitude = FieldPath("location", "latitude")
    let longitude = FieldPath("location", "longitude")
    let asn = FieldPath("autonomous_system_number")
    let organization = FieldPath("autonomous_system_organization")
}
