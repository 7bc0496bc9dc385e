// SPDX-License-Identifier: Apache-2.0

extension JSONSlice {
    /// The value of a member of an object, the last one where the key is repeated; absent where there is none, where this
    /// is no object and where the object is damaged.
    ///
    /// Reads the object from its beginning on, without copying: cost grows with its size.
    public subscript(key: StaticString) -> JSONSlice {
        self[UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)]
    }

    /// The value of a member of an object whose key is made of these bytes; see `subscript(_: StaticString)`.
    public subscript(key: UnsafeBufferPointer<UInt8>) -> JSONSlice {
        var found = JSONSlice()
        let intact = forEachMember { name, value in
            if name.equals(key) { found = value }
            return true
        }
        return intact ? found : JSONSlice()
    }

    /// The element at a position of an array; absent outside it, where this is no array and where the array is damaged
    /// before it.
    public subscript(index: Int) -> JSONSlice {
        var found = JSONSlice()
        var position = 0
        forEachElement { element in
            if position == index { found = element }
            position += 1
            return position <= index
        }
        return found
    }

    /// The value at a path of keys and array positions with dots between: `ipPermissions.items.0.fromPort`.
    ///
    /// Absent where the path leads nowhere.
    public func value(at path: StaticString) -> JSONSlice {
        value(at: UnsafeBufferPointer(start: path.utf8Start, count: path.utf8CodeUnitCount))
    }

    /// The value at a path of keys and array positions with dots between; absent where it leads nowhere.
    public func value(at path: UnsafeBufferPointer<UInt8>) -> JSONSlice {
        var value = self
        var rest = path[...]
        while true {
            let dot = rest.firstIndex(of: 0x2E)
            let step = UnsafeBufferPointer(rebasing: rest[..<(dot ?? rest.endIndex)])
            switch value.kind {
            case .object: value = value[step]
            case .array:
                guard let base = step.baseAddress, let position = JSONSlice(.number, base, step.count).unsigned,
                    let index = Int(exactly: position)
                else { return JSONSlice() }
                value = value[index]
            default: return JSONSlice()
            }
            guard let dot else { return value }
            rest = rest[(dot + 1)...]
        }
    }

    /// Hands over the members of an object in their order until `body` returns false.
    ///
    /// Returns whether what was read is an intact object.
    @discardableResult
    public func forEachMember(_ body: (_ key: JSONSlice, _ value: JSONSlice) -> Bool) -> Bool {
        guard kind == .object, var scanner = JSONScanner(self) else { return false }
        do throws(JSONFault) {
            var more = try scanner.enterObject()
            while more {
                let key = try scanner.key()
                guard body(key, try scanner.value()) else { return true }
                more = try scanner.nextMember()
            }
            return true
        } catch {
            return false
        }
    }

    /// Hands over the elements of an array in their order until `body` returns false.
    ///
    /// Returns whether what was read is an intact array.
    @discardableResult
    public func forEachElement(_ body: (_ element: JSONSlice) -> Bool) -> Bool {
        guard kind == .array, var scanner = JSONScanner(self) else { return false }
        do throws(JSONFault) {
            var more = try scanner.enterArray()
            while more {
                guard body(try scanner.value()) else { return true }
                more = try scanner.nextElement()
            }
            return true
        } catch {
            return false
        }
    }

    /// Whether the value and everything in it is JSON, UTF-8 included.
    public var isIntact: Bool {
        switch kind {
        case .absent: return false
        case .string: return isUTF8
        case .object:
            var intact = true
            let whole = forEachMember { key, value in
                intact = key.isUTF8 && value.isIntact
                return intact
            }
            return intact && whole
        case .array:
            var intact = true
            let whole = forEachElement { element in
                intact = element.isIntact
                return intact
            }
            return intact && whole
        default: return true
        }
    }
}
