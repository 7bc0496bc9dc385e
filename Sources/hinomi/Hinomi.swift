@main struct Hinomi { static func main() {} }
